package org.vigie.identity;

import java.util.Locale;
import org.vigie.shared.Refused;

/** How pages look to a person. */
public enum Theme {
    AUTO,
    LIGHT,
    DARK;

    /** As templates and forms write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Theme of(String word) {
        for (Theme theme : values()) {
            if (theme.word().equals(word)) {
                return theme;
            }
        }
        throw Refused.field("theme", "refusal.theme", word);
    }
}
