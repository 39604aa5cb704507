package org.vigie.servicedesk;

import java.util.Locale;

/** How a ticket stands to another; each has an opposite, by which the other one reads it. */
public enum Tie {
    DUPLICATE_OF,
    CAUSED_BY,
    BLOCKED_BY,
    CHILD_OF,
    RELATED_TO,
    DUPLICATED_BY,
    CAUSES,
    BLOCKS,
    PARENT_OF;

    /** As addresses, texts and REST write it: "child-of". */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public Tie opposite() {
        return switch (this) {
            case DUPLICATE_OF -> DUPLICATED_BY;
            case CAUSED_BY -> CAUSES;
            case BLOCKED_BY -> BLOCKS;
            case CHILD_OF -> PARENT_OF;
            case RELATED_TO -> RELATED_TO;
            case DUPLICATED_BY -> DUPLICATE_OF;
            case CAUSES -> CAUSED_BY;
            case BLOCKS -> BLOCKED_BY;
            case PARENT_OF -> CHILD_OF;
        };
    }

    /** The way in which it is kept; the opposite is the same row read from its other end. */
    boolean isKept() {
        return ordinal() <= RELATED_TO.ordinal();
    }

    /** Whether a ticket that comes back to itself by such ties would make no sense. */
    boolean hasDirection() {
        return switch (this) {
            case CAUSED_BY, CAUSES, BLOCKED_BY, BLOCKS, CHILD_OF, PARENT_OF, DUPLICATE_OF, DUPLICATED_BY -> true;
            case RELATED_TO -> false;
        };
    }
}
