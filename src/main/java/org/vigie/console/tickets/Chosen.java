package org.vigie.console.tickets;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the reader chose to see, as it stands in the address.
 *
 * @param view key of a ready view or number of a kept one
 * @param where a line of conditions, besides those of the view
 */
public record Chosen(
        @Nullable String view,
        @Nullable String where,
        @Nullable String client,
        String show,
        @Nullable String kind,
        @Nullable String priority,
        @Nullable String team,
        @Nullable String assignee,
        @Nullable String q,
        String sort) {

    /** The same view with one thing changed. */
    public String with(String name, String value) {
        var all = all();
        put(all, name, value);
        return address("/tickets", all);
    }

    /** Another view, of the same client. */
    public String view(String key) {
        var all = new LinkedHashMap<String, String>();
        put(all, "view", key);
        put(all, "client", client);
        return address("/tickets", all);
    }

    /** What is chosen now, for another page that is about the same. */
    public String at(String path) {
        return address(path, all());
    }

    private LinkedHashMap<String, String> all() {
        var all = new LinkedHashMap<String, String>();
        put(all, "view", view);
        put(all, "where", where);
        put(all, "client", client);
        put(all, "show", show);
        put(all, "kind", kind);
        put(all, "priority", priority);
        put(all, "team", team);
        put(all, "assignee", assignee);
        put(all, "q", q);
        put(all, "sort", sort);
        return all;
    }

    private static String address(String path, Map<String, String> all) {
        return all.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", path + "?", ""));
    }

    private static void put(Map<String, String> all, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            all.put(name, value);
        } else {
            all.remove(name);
        }
    }

    public boolean is(String name, String value) {
        return value.equals(
                switch (name) {
                    case "view" -> view;
                    case "client" -> client;
                    case "show" -> show;
                    case "kind" -> kind;
                    case "priority" -> priority;
                    case "team" -> team;
                    case "assignee" -> assignee;
                    default -> sort;
                });
    }
}
