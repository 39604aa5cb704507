package org.vigie.knowledge;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.TenantId;

/**
 * An article in a list.
 *
 * @param language of the title and the excerpt
 * @param due whether its day to be read again has come
 * @param excerpt the place in which the words were found, or how the text begins
 */
public record ArticleRow(
        long id,
        String title,
        Language language,
        List<Language> languages,
        ArticleState state,
        Audience audience,
        @Nullable TenantId client,
        String ownerName,
        @Nullable LocalDate reviewBy,
        boolean due,
        Instant changedAt,
        long version,
        List<Piece> excerpt) {
    public ArticleRow {
        languages = List.copyOf(languages);
        excerpt = List.copyOf(excerpt);
    }

    /** @param found whether these are words that were looked for */
    public record Piece(String text, boolean found) {}

    public String plainExcerpt() {
        var text = new StringBuilder();
        excerpt.forEach(piece -> text.append(piece.text()));
        return text.toString();
    }
}
