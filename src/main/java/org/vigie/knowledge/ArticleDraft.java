package org.vigie.knowledge;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.identity.Viewer;
import org.vigie.shared.FieldError;
import org.vigie.shared.Refused;
import org.vigie.shared.TenantId;

/**
 * What somebody wants an article to be.
 *
 * @param mine whether who writes it becomes its owner
 */
public record ArticleDraft(
        ArticleState state,
        Audience audience,
        @Nullable TenantId client,
        @Nullable LocalDate reviewBy,
        List<Wording> wordings,
        boolean mine) {
    public static final int LONGEST_TITLE = 200;
    public static final int LONGEST_BODY = 50_000;

    public ArticleDraft {
        wordings = List.copyOf(wordings);
    }

    void check(Viewer writer) {
        var errors = new ArrayList<FieldError>();
        if (audience == Audience.CLIENT && (client == null || !writer.scope().sees(client))) {
            errors.add(FieldError.of("client", "refusal.article.client"));
        }
        if (audience != Audience.CLIENT && client != null) {
            errors.add(FieldError.of("client", "refusal.article.no-client"));
        }
        if (wordings.isEmpty()) {
            errors.add(FieldError.of("fr.title", "refusal.article.title", LONGEST_TITLE));
        }
        if (reviewBy != null && (reviewBy.getYear() < 2000 || reviewBy.getYear() > 2200)) {
            errors.add(FieldError.of("reviewBy", "refusal.article.review"));
        }
        var languages = EnumSet.noneOf(Language.class);
        for (Wording one : wordings) {
            String language = one.language().code();
            if (!languages.add(one.language())) {
                errors.add(FieldError.of(language + ".title", "refusal.article.twice"));
            }
            if (one.title().isBlank()
                    || one.title().strip().length() > LONGEST_TITLE
                    || one.title().chars().anyMatch(Character::isISOControl)) {
                errors.add(FieldError.of(language + ".title", "refusal.article.title", LONGEST_TITLE));
            }
            if (one.body().isBlank()
                    || one.body().length() > LONGEST_BODY
                    || one.body().chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) {
                errors.add(FieldError.of(language + ".body", "refusal.article.body", LONGEST_BODY));
            }
        }
        if (!errors.isEmpty()) {
            throw Refused.fields(errors);
        }
    }
}
