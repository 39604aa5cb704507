package org.vigie.portal;

import java.util.Map;

/** What was typed into the form of a new request, kept as it was until all of it is right. */
public record NewRequest(Map<String, String> typed) {
    public NewRequest {
        typed = Map.copyOf(typed);
    }

    public String get(String field) {
        return typed.getOrDefault(field, "");
    }

    public boolean is(String field, String value) {
        return get(field).equals(value);
    }

    /** Whether more was said than what everybody is asked. */
    public boolean isDetailed() {
        return is("kind", "request")
                || !get("service").isEmpty()
                || !get("person").isEmpty();
    }
}
