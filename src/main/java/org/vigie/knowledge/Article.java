package org.vigie.knowledge;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.TenantId;

/**
 * An article as it is, or as one of its versions was.
 *
 * @param client whose people may read it, when the audience is one client
 * @param reviewBy the day by which somebody reads it again to see whether it is still true
 * @param changedAt when this version was written, by {@code changedBy}
 * @param wordings one for each language in which it is written, French first
 */
public record Article(
        long id,
        ArticleState state,
        Audience audience,
        @Nullable TenantId client,
        String ownerName,
        @Nullable LocalDate reviewBy,
        Instant changedAt,
        String changedBy,
        List<Wording> wordings,
        long version) {
    public Article {
        wordings = List.copyOf(wordings);
    }

    /** In the reader's language, or in the one that there is. */
    public Wording in(Language language) {
        return find(language).orElseGet(wordings::getFirst);
    }

    public Optional<Wording> find(Language language) {
        return wordings.stream().filter(one -> one.language() == language).findFirst();
    }
}
