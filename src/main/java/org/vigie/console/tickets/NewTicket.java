package org.vigie.console.tickets;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.vigie.servicedesk.templates.Template;

/** What was typed into the form of a new ticket, kept as it was until all of it is right. */
public record NewTicket(Map<String, String> typed) {
    public NewTicket {
        typed = Map.copyOf(typed);
    }

    /** With what whoever leads here knows: the client, the asset, the service. */
    static NewTicket begun(Map<String, String> known) {
        var typed = new HashMap<>(known);
        typed.putIfAbsent("kind", "incident");
        typed.putIfAbsent("impact", "MEDIUM");
        typed.putIfAbsent("urgency", "MEDIUM");
        return new NewTicket(typed);
    }

    /** What a template says of a ticket. */
    static Map<String, String> of(Template template) {
        var said = new HashMap<>(Map.of(
                "template", template.key(),
                "kind", template.kind().name().toLowerCase(Locale.ROOT),
                "title", template.title(),
                "description", template.description(),
                "impact", template.impact().name(),
                "urgency", template.urgency().name()));
        if (template.category() != null) {
            said.put("category", template.category());
        }
        if (template.team() != null) {
            said.put("team", template.team());
        }
        return said;
    }

    public String get(String field) {
        return typed.getOrDefault(field, "");
    }

    public boolean is(String field, String value) {
        return get(field).equals(value);
    }
}
