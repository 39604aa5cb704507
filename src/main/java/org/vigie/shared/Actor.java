package org.vigie.shared;

import org.jspecify.annotations.Nullable;

/** Who does something: a person, or a named automatism. Only a person can take charge of an incident. */
public record Actor(Kind kind, @Nullable Long accountId, String name) {

    public enum Kind {
        PERSON,
        AUTOMATIC
    }

    public Actor {
        if (name.isBlank()) {
            throw new IllegalArgumentException("an actor has a name");
        }
    }

    public static Actor person(long accountId, String name) {
        return new Actor(Kind.PERSON, accountId, name);
    }

    /** An automatism, named after the rule or room that acts: "response", "probe web-1-http". */
    public static Actor automatic(String name) {
        return new Actor(Kind.AUTOMATIC, null, name);
    }

    public boolean isPerson() {
        return kind == Kind.PERSON;
    }

    /** As a sentence for a reader names it: what an automatism does, Vigie does. */
    public String spoken() {
        return isPerson() ? name : "Vigie";
    }
}
