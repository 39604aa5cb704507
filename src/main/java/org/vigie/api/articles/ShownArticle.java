package org.vigie.api.articles;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigie.api.Choice;
import org.vigie.knowledge.Article;
import org.vigie.knowledge.Language;
import org.vigie.shared.TenantId;

/** An article whole. */
record ShownArticle(
        long id,
        String state,
        String audience,
        @Nullable String client,
        String owner,
        @Nullable LocalDate reviewBy,
        @Nullable ArticleText fr,
        @Nullable ArticleText en,
        Instant changedAt,
        String changedBy,
        long version) {

    static ShownArticle of(Article article, Map<TenantId, String> clients) {
        return new ShownArticle(
                article.id(),
                Choice.word(article.state()),
                Choice.word(article.audience()),
                article.client() == null ? null : clients.get(article.client()),
                article.ownerName(),
                article.reviewBy(),
                text(article, Language.FR),
                text(article, Language.EN),
                article.changedAt(),
                article.changedBy(),
                article.version());
    }

    private static @Nullable ArticleText text(Article article, Language language) {
        return article.find(language)
                .map(one -> new ArticleText(one.title(), one.body()))
                .orElse(null);
    }
}
