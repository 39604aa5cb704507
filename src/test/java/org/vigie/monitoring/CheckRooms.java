package org.vigie.monitoring;

/** The door of checks without the watch behind it, for tests of rooms above. */
public final class CheckRooms {
    private CheckRooms() {}

    public static Class<?>[] beans() {
        return new Class<?>[] {Checks.class, CheckStore.class, SealedSettings.class, LiveStates.class};
    }
}
