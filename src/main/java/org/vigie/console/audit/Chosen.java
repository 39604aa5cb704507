package org.vigie.console.audit;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.stream.Collectors;

/** What the reader chose to see, as it stands in the address; empty means any. */
public record Chosen(String client, String who, String verb, String subject, String from, String to) {

    /** The same view from this cursor on. */
    public String after(String cursor) {
        var all = new LinkedHashMap<String, String>();
        all.put("client", client);
        all.put("who", who);
        all.put("verb", verb);
        all.put("subject", subject);
        all.put("from", from);
        all.put("to", to);
        all.put("cursor", cursor);
        return all.entrySet().stream()
                .filter(one -> !one.getValue().isEmpty())
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "/audit?", ""));
    }
}
