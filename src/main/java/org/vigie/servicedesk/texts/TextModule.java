package org.vigie.servicedesk.texts;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with places for what differs: "Bonjour {requester},".
 *
 * @param shared all colleagues have it
 * @param version counts changes, for If-Match
 */
public record TextModule(
        String key, long owner, String ownerName, String name, String text, boolean shared, long version) {
    /** What may stand between braces. */
    public static final List<String> PLACES =
            List.of("client", "me", "number", "priority", "requester", "service", "title");

    private static final Pattern PLACE = Pattern.compile("\\{([^{}\\s]{1,40})}");

    /** A place for which there is nothing stays as it is written, where whoever sends it sees it. */
    public String filled(Map<String, String> values) {
        return PLACE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
    }

    /** The names between braces that mean nothing. */
    static List<String> unknown(String text) {
        var unknown = new TreeSet<String>();
        PLACE.matcher(text).results().map(found -> found.group(1)).forEach(unknown::add);
        PLACES.forEach(unknown::remove);
        return List.copyOf(unknown);
    }
}
