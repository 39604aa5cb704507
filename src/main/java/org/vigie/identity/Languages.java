package org.vigie.identity;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.Refused;

/** The languages that Vigie speaks. */
public final class Languages {
    public static final List<Locale> ALL = List.of(Locale.FRENCH, Locale.ENGLISH);

    private Languages() {}

    public static Locale of(String tag) {
        for (Locale locale : ALL) {
            if (locale.getLanguage().equals(tag)) {
                return locale;
            }
        }
        throw Refused.field("locale", "refusal.locale", tag);
    }

    /** The best of what a browser asks for, French when it asks for nothing that we speak. */
    public static Locale accepted(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.isBlank()) {
            return Locale.FRENCH;
        }
        try {
            Locale best = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), ALL);
            return best == null ? Locale.FRENCH : best;
        } catch (IllegalArgumentException e) {
            return Locale.FRENCH;
        }
    }
}
