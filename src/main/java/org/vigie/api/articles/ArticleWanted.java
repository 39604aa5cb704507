package org.vigie.api.articles;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.vigie.api.Choice;
import org.vigie.knowledge.ArticleDraft;
import org.vigie.knowledge.ArticleState;
import org.vigie.knowledge.Audience;
import org.vigie.knowledge.Language;
import org.vigie.knowledge.Wording;
import org.vigie.shared.Refused;
import org.vigie.shared.TenantId;

/** An article as a body wants it: a draft for the staff unless it says otherwise. */
record ArticleWanted(
        @Nullable String state,
        @Nullable String audience,
        @Nullable String client,
        @Nullable LocalDate reviewBy,
        @Nullable ArticleText fr,
        @Nullable ArticleText en) {

    ArticleDraft draft(Map<TenantId, String> clients) {
        var wordings = new ArrayList<Wording>();
        add(wordings, Language.FR, fr);
        add(wordings, Language.EN, en);
        return new ArticleDraft(
                Objects.requireNonNullElse(Choice.find("state", state, ArticleState.class), ArticleState.DRAFT),
                Objects.requireNonNullElse(Choice.find("audience", audience, Audience.class), Audience.STAFF),
                whose(clients),
                reviewBy,
                wordings,
                false);
    }

    private static void add(List<Wording> wordings, Language language, @Nullable ArticleText text) {
        if (text != null) {
            wordings.add(new Wording(
                    language,
                    Objects.requireNonNullElse(text.title(), "").strip(),
                    Objects.requireNonNullElse(text.body(), "").replace("\r\n", "\n")));
        }
    }

    private @Nullable TenantId whose(Map<TenantId, String> clients) {
        if (client == null) {
            return null;
        }
        return clients.entrySet().stream()
                .filter(one -> one.getValue().equals(client))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> Refused.field("client", "refusal.article.client"));
    }
}
