package org.vigie.servicedesk;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;

/**
 * Somebody changed a ticket while somebody else changed it too. A field that only one of them changed keeps that change;
 * one that both changed, differently, is for a person to decide.
 *
 * @param now what the ticket says
 * @param merged what it would say: with our words where both changed a field
 * @param clashes the fields that both changed; nothing is written while there is one
 */
public record Reconciled(Edition now, Edition merged, Set<Field> clashes) {
    public enum Field {
        TITLE(Edition::title),
        DESCRIPTION(Edition::description),
        IMPACT(Edition::impact),
        URGENCY(Edition::urgency);

        private final Function<Edition, Object> of;

        Field(Function<Edition, Object> of) {
            this.of = of;
        }
    }

    public Reconciled {
        clashes = Set.copyOf(clashes);
    }

    static Reconciled of(Edition seen, Edition wanted, Edition now) {
        var clashes = EnumSet.noneOf(Field.class);
        for (Field field : Field.values()) {
            Object theirs = field.of.apply(now);
            Object ours = field.of.apply(wanted);
            Object start = field.of.apply(seen);
            if (!ours.equals(start) && !theirs.equals(start) && !ours.equals(theirs)) {
                clashes.add(field);
            }
        }
        var merged = new Edition(
                merged(seen.title(), wanted.title(), now.title()),
                merged(seen.description(), wanted.description(), now.description()),
                merged(seen.impact(), wanted.impact(), now.impact()),
                merged(seen.urgency(), wanted.urgency(), now.urgency()));
        return new Reconciled(now, merged, clashes);
    }

    private static <T> T merged(T seen, T wanted, T now) {
        return wanted.equals(seen) ? now : wanted;
    }
}
