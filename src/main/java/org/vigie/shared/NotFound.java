package org.vigie.shared;

/** Not there, or not yours: the two are never told apart. */
public final class NotFound extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private NotFound(String message) {
        super(message);
    }

    public static NotFound of(String what, Object key) {
        return new NotFound(what + " " + key);
    }
}
