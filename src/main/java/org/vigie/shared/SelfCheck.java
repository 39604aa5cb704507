package org.vigie.shared;

import org.jspecify.annotations.Nullable;

/** A part of Vigie itself that can say at any moment how it is, also while the database is away. */
public interface SelfCheck {

    /** WARNING: it serves, and somebody should look before it does not. */
    enum State {
        UP,
        WARNING,
        DOWN
    }

    /** @param why in a sentence for whoever looks after Vigie; null when it is up */
    record Finding(State state, @Nullable Words why) {
        public static final Finding UP = new Finding(State.UP, null);
    }

    /** One word, the same for ever: programs read it. */
    String part();

    Finding look();
}
