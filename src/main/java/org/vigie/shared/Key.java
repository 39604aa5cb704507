package org.vigie.shared;

import java.util.regex.Pattern;

/** A stable name chosen by people for a declared object. */
public final class Key {
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private Key() {}

    public static boolean isValid(String key) {
        return SHAPE.matcher(key).matches();
    }

    public static String checked(String field, String key) {
        if (!isValid(key)) {
            throw Refused.field(field, "refusal.key", key);
        }
        return key;
    }
}
