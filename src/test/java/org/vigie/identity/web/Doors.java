package org.vigie.identity.web;

import org.springframework.web.method.HandlerMethod;

/** What the gate thinks of a handler, for the tests of access. */
public final class Doors {
    private Doors() {}

    public static boolean isOpen(HandlerMethod handler) {
        return AccessGate.isOpen(handler);
    }
}
