package org.vigie.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds the content of a page.
 *
 * @param theme "auto", "light" or "dark"
 * @param csrf the token that forms and htmx send back
 * @param address path and query of the page, for links that keep it
 * @param who name of the person signed in, null before
 * @param live whether the page listens to changes
 */
public record Frame(
        Texts texts,
        String theme,
        String csrf,
        String address,
        @Nullable String who,
        @Nullable String role,
        List<Entry> entries,
        int unread,
        boolean live) {

    /** One entry of the navigation. */
    public record Entry(String key, String path, String icon, boolean current) {}

    /** Whether one box looks for everything: for whoever sees tickets. */
    public boolean finds() {
        return entries.stream().anyMatch(entry -> entry.key().equals("tickets"));
    }

    public String t(String key, Object... args) {
        return texts.t(key, args);
    }
}
