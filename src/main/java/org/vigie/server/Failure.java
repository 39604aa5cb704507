package org.vigie.server;

/** A command cannot do what it was asked; the message is what the person at the terminal reads. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failure(String message) {
        super(message);
    }
}
