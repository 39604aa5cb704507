package org.vigie.shared;

/** What a declaration did to one object: its kind as written in the declarations ("assets"), its key. */
public record Change(What what, String section, String key) {

    public enum What {
        CREATED,
        CHANGED,
        RETIRED
    }

    public static Change created(String section, String key) {
        return new Change(What.CREATED, section, key);
    }

    public static Change changed(String section, String key) {
        return new Change(What.CHANGED, section, key);
    }

    public static Change retired(String section, String key) {
        return new Change(What.RETIRED, section, key);
    }
}
