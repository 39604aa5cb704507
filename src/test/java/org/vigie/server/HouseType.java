package org.vigie.server;

/** Where the house begins, for tests that look at all of it. */
public final class HouseType {
    private HouseType() {}

    public static Class<?> application() {
        return Application.class;
    }
}
