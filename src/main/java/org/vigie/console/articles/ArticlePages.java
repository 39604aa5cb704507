package org.vigie.console.articles;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;
import org.springframework.web.util.UriComponentsBuilder;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.knowledge.Article;
import org.vigie.knowledge.ArticleFilter;
import org.vigie.knowledge.ArticleRow;
import org.vigie.knowledge.ArticleState;
import org.vigie.knowledge.Articles;
import org.vigie.knowledge.Language;
import org.vigie.knowledge.Wording;
import org.vigie.organization.Client;
import org.vigie.organization.Clients;
import org.vigie.page.Pages;
import org.vigie.shared.FieldError;
import org.vigie.shared.Page;
import org.vigie.shared.Refused;
import org.vigie.shared.TenantId;

/** {@code /articles}: what is known and written down. */
@Controller
@Needs(Permission.WORK_ON_TICKETS)
class ArticlePages {
    private static final int SHOWN = 50;

    private final Articles articles;
    private final Clients clients;
    private final ViewerScope look;
    private final Pages pages;

    ArticlePages(Articles articles, Clients clients, ViewerScope look, Pages pages) {
        this.articles = articles;
        this.clients = clients;
        this.look = look;
        this.pages = pages;
    }

    @GetMapping("/articles")
    View list(
            Viewer viewer,
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String language,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "false") boolean due,
            @RequestParam(required = false) @Nullable String cursor) {
        var filter = new ArticleFilter(
                q, chosen("language", language, Language.class), chosen("state", state, ArticleState.class), due);
        Page<ArticleRow> page =
                articles.list(viewer, filter, cursor == null || cursor.isBlank() ? null : cursor, SHOWN);
        Map<String, Object> params = new HashMap<>();
        params.put("rows", page.items());
        params.put("filter", filter);
        params.put("names", names(viewer));
        params.put("staff", viewer.role().isStaff());
        params.put("mayWrite", articles.mayWrite(viewer));
        params.put("next", page.next() == null ? "" : after(q, language, state, due, page.next()));
        return pages.show(request, 200, "articles/list", params);
    }

    private static String after(String q, String language, String state, boolean due, String cursor) {
        return UriComponentsBuilder.fromPath("/articles")
                .queryParam("q", "{q}")
                .queryParam("language", "{language}")
                .queryParam("state", "{state}")
                .queryParam("due", due)
                .queryParam("cursor", "{cursor}")
                .encode()
                .buildAndExpand(q, language, state, cursor)
                .toUriString();
    }

    private static <E extends Enum<E>> @Nullable E chosen(String field, String word, Class<E> type) {
        if (word.isBlank()) {
            return null;
        }
        try {
            return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException other) {
            throw Refused.field(field, "refusal.article.choice", word);
        }
    }

    @GetMapping("/articles/new")
    @Needs(Permission.WORK_ON_TICKETS)
    View fresh(Viewer viewer, HttpServletRequest request) {
        return form(viewer, request, 200, null, ArticleForm.of(Map.of()), List.of(), false);
    }

    @PostMapping("/articles/new")
    @Needs(Permission.WORK_ON_TICKETS)
    View create(Viewer viewer, HttpServletRequest request, @RequestParam Map<String, String> typed) {
        var form = ArticleForm.of(typed);
        if (typed.containsKey("preview")) {
            return form(viewer, request, 200, null, form, List.of(), true);
        }
        try {
            return new RedirectView("/articles/" + articles.create(viewer, form.draft(keys(viewer))));
        } catch (Refused refused) {
            return form(viewer, request, 422, null, form, refused.inForm(), false);
        }
    }

    @GetMapping("/articles/{id}")
    View show(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String language) {
        Article article = articles.get(viewer, id);
        return one(viewer, request, article, article, language);
    }

    @GetMapping("/articles/{id}/versions/{version}")
    @Needs(Permission.WORK_ON_TICKETS)
    View past(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable long id,
            @PathVariable long version,
            @RequestParam(defaultValue = "") String language) {
        return one(viewer, request, articles.get(viewer, id), articles.get(viewer, id, version), language);
    }

    private View one(Viewer viewer, HttpServletRequest request, Article now, Article shown, String language) {
        Language wanted = chosen("language", language, Language.class);
        boolean staff = viewer.role().isStaff();
        Map<String, Object> params = new HashMap<>();
        params.put("article", shown);
        params.put("now", now);
        params.put("wording", shown.in(wanted == null ? Language.of(viewer.locale()) : wanted));
        params.put("client", shown.client() == null ? "" : names(viewer).getOrDefault(shown.client(), ""));
        params.put("staff", staff);
        params.put("mayWrite", articles.mayWrite(viewer));
        params.put("history", staff ? articles.history(viewer, now.id()) : List.of());
        return pages.show(request, 200, "articles/article", params);
    }

    @GetMapping("/articles/{id}/change")
    @Needs(Permission.WORK_ON_TICKETS)
    View change(Viewer viewer, HttpServletRequest request, @PathVariable long id) {
        Article there = articles.get(viewer, id);
        return form(viewer, request, 200, there, ArticleForm.of(there, keys(viewer)), List.of(), false);
    }

    @PostMapping("/articles/{id}/change")
    @Needs(Permission.WORK_ON_TICKETS)
    View change(
            Viewer viewer, HttpServletRequest request, @PathVariable long id, @RequestParam Map<String, String> typed) {
        Article there = articles.get(viewer, id);
        var form = ArticleForm.of(typed);
        if (typed.containsKey("preview")) {
            return form(viewer, request, 200, there, form, List.of(), true);
        }
        try {
            articles.change(viewer, id, form.draft(keys(viewer)), form.version());
            return new RedirectView("/articles/" + id);
        } catch (Refused refused) {
            if (refused.kind() == Refused.Kind.STALE) {
                return overtaken(viewer, request, id, form);
            }
            return form(viewer, request, 422, there, form, refused.inForm(), false);
        }
    }

    /** What was typed is kept; who has seen the other's text may replace it. */
    private View overtaken(Viewer viewer, HttpServletRequest request, long id, ArticleForm form) {
        Article theirs = articles.get(viewer, id);
        var error = FieldError.of("", "articles.stale", theirs.changedBy());
        return form(viewer, request, 412, theirs, form.on(theirs.version()), List.of(error), false);
    }

    @PostMapping("/articles/{id}/withdrawal")
    @Needs(Permission.WORK_ON_TICKETS)
    View withdraw(Viewer viewer, @PathVariable long id, @RequestParam(required = false) @Nullable Long version) {
        articles.withdraw(viewer, id, version);
        return new RedirectView("/articles/" + id);
    }

    private View form(
            Viewer viewer,
            HttpServletRequest request,
            int status,
            @Nullable Article article,
            ArticleForm form,
            List<FieldError> errors,
            boolean preview) {
        Map<String, Object> params = new HashMap<>();
        params.put("article", article);
        params.put("form", form);
        params.put("errors", errors);
        params.put("clients", look.all(viewer, clients::visible));
        params.put("preview", preview ? form.wordings() : List.<Wording>of());
        return pages.show(request, status, "articles/form", params);
    }

    private Map<TenantId, String> names(Viewer viewer) {
        Map<TenantId, String> names = new HashMap<>();
        for (Client client : look.all(viewer, clients::visible)) {
            names.put(client.id(), client.name());
        }
        return names;
    }

    private Map<TenantId, String> keys(Viewer viewer) {
        Map<TenantId, String> keys = new HashMap<>();
        look.all(viewer, clients::visible).forEach(client -> keys.put(client.id(), client.key()));
        return keys;
    }
}
