package org.vigie.servicedesk.categories;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * @param parent key of the one above; null at the top
 * @param retired offered no more, and still that of its tickets
 * @param version counts changes, for If-Match
 */
public record Category(
        String key, @Nullable String parent, String french, String english, boolean retired, long version) {
    public String name(Locale locale) {
        return locale.getLanguage().equals("fr") ? french : english;
    }
}
