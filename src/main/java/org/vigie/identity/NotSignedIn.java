package org.vigie.identity;

/** Nobody known asks for something that is not open. */
public final class NotSignedIn extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotSignedIn() {
        super("not signed in");
    }
}
