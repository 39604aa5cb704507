package org.vigie.server.dump;

import java.io.IOException;

/** A file that cannot be restored, and why. */
public final class UnreadableDump extends IOException {
    private static final long serialVersionUID = 1L;

    private final Why why;
    private final String detail;

    public enum Why {
        /** Something else, or not even that. */
        NOT_A_DUMP,
        /** Sealed with another master key; the detail is that key's fingerprint. */
        OTHER_KEY,
        CUT_SHORT,
        ALTERED,
        /** Made by a Vigie that knows more than this one; the detail says which and what. */
        NEWER
    }

    UnreadableDump(Why why) {
        this(why, "");
    }

    UnreadableDump(Why why, String detail) {
        super(why + (detail.isEmpty() ? "" : ": " + detail));
        this.why = why;
        this.detail = detail;
    }

    public Why why() {
        return why;
    }

    public String detail() {
        return detail;
    }
}
