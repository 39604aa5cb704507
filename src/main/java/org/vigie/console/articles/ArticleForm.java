package org.vigie.console.articles;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigie.knowledge.Article;
import org.vigie.knowledge.ArticleDraft;
import org.vigie.knowledge.ArticleState;
import org.vigie.knowledge.Audience;
import org.vigie.knowledge.Language;
import org.vigie.knowledge.Wording;
import org.vigie.shared.Refused;
import org.vigie.shared.TenantId;

/** What was typed into the form of an article, kept as it was until all of it is right. */
public record ArticleForm(
        String frTitle,
        String frBody,
        String enTitle,
        String enBody,
        String state,
        String audience,
        String client,
        String reviewBy,
        boolean mine,
        @Nullable Long version) {

    static ArticleForm of(Map<String, String> typed) {
        return new ArticleForm(
                typed.getOrDefault("fr.title", ""),
                lines(typed.getOrDefault("fr.body", "")),
                typed.getOrDefault("en.title", ""),
                lines(typed.getOrDefault("en.body", "")),
                typed.getOrDefault("state", "draft"),
                typed.getOrDefault("audience", "staff"),
                typed.getOrDefault("client", ""),
                typed.getOrDefault("reviewBy", ""),
                "true".equals(typed.get("mine")),
                version(typed.get("version")));
    }

    private static @Nullable Long version(@Nullable String typed) {
        return typed != null && typed.matches("\\d{1,18}") ? Long.valueOf(typed) : null;
    }

    static ArticleForm of(Article article, Map<TenantId, String> keys) {
        Wording fr = wording(article, Language.FR);
        Wording en = wording(article, Language.EN);
        return new ArticleForm(
                fr.title(),
                fr.body(),
                en.title(),
                en.body(),
                word(article.state()),
                word(article.audience()),
                article.client() == null ? "" : keys.getOrDefault(article.client(), ""),
                article.reviewBy() == null ? "" : article.reviewBy().toString(),
                false,
                article.version());
    }

    private static Wording wording(Article article, Language language) {
        return article.find(language).orElse(new Wording(language, "", ""));
    }

    ArticleForm on(long current) {
        return new ArticleForm(frTitle, frBody, enTitle, enBody, state, audience, client, reviewBy, mine, current);
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    List<Wording> wordings() {
        var wordings = new ArrayList<Wording>();
        add(wordings, Language.FR, frTitle, frBody);
        add(wordings, Language.EN, enTitle, enBody);
        return wordings;
    }

    private static void add(List<Wording> wordings, Language language, String title, String body) {
        if (!title.isBlank() || !body.isBlank()) {
            wordings.add(new Wording(language, title.strip(), body.stripTrailing()));
        }
    }

    ArticleDraft draft(Map<TenantId, String> keys) {
        Audience whose = choice("audience", audience, Audience.class);
        return new ArticleDraft(
                choice("state", state, ArticleState.class),
                whose,
                whose == Audience.CLIENT ? tenant(keys) : null,
                date(),
                wordings(),
                mine);
    }

    private static <E extends Enum<E>> E choice(String field, String typed, Class<E> type) {
        try {
            return Enum.valueOf(type, typed.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException other) {
            throw Refused.field(field, "refusal.article.choice", typed);
        }
    }

    private @Nullable TenantId tenant(Map<TenantId, String> keys) {
        return keys.entrySet().stream()
                .filter(one -> one.getValue().equals(client))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    private @Nullable LocalDate date() {
        try {
            return reviewBy.isBlank() ? null : LocalDate.parse(reviewBy.strip());
        } catch (DateTimeParseException wrong) {
            throw Refused.field("reviewBy", "refusal.article.review");
        }
    }

    /** Browsers send both halves of a line's end. */
    private static String lines(String text) {
        return text.replace("\r\n", "\n");
    }
}
