package org.vigie.portal;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.util.UriComponentsBuilder;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.knowledge.Article;
import org.vigie.knowledge.ArticleFilter;
import org.vigie.knowledge.ArticleRow;
import org.vigie.knowledge.Articles;
import org.vigie.knowledge.Fitting;
import org.vigie.knowledge.Language;
import org.vigie.shared.Page;

/** {@code /portal/articles}: what the client's people can read, by their own words. */
@Controller
@Needs(Permission.USE_PORTAL)
class ArticlePages {
    private static final int SHOWN = 20;
    private static final int OFFERED = 4;
    private static final int LONGEST = 300;

    private final Askers askers;
    private final Articles articles;
    private final PortalPages pages;

    ArticlePages(Askers askers, Articles articles, PortalPages pages) {
        this.askers = askers;
        this.articles = articles;
        this.pages = pages;
    }

    @GetMapping("/portal/articles")
    View list(
            Viewer viewer,
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String cursor) {
        return askers.in(viewer, asker -> {
            Page<ArticleRow> page = articles.list(
                    viewer,
                    new ArticleFilter(q, null, null, false),
                    cursor == null || cursor.isBlank() ? null : cursor,
                    SHOWN);
            return pages.show(
                    request,
                    asker,
                    "articles",
                    Map.of("q", q, "rows", page.items(), "next", page.next() == null ? "" : after(q, page.next())));
        });
    }

    private static String after(String q, String cursor) {
        return UriComponentsBuilder.fromPath("/portal/articles")
                .queryParam("q", "{q}")
                .queryParam("cursor", "{cursor}")
                .encode()
                .buildAndExpand(q, cursor)
                .toUriString();
    }

    /** While somebody types what it is about. */
    @GetMapping("/portal/articles/fitting")
    View fitting(
            Viewer viewer,
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String title) {
        String words = (q + " " + title).strip();
        return askers.in(viewer, asker -> {
            List<Fitting> found = words.length() < 3
                    ? List.of()
                    : articles.fitting(
                            viewer,
                            asker.client().id(),
                            words.substring(0, Math.min(words.length(), LONGEST)),
                            OFFERED);
            return pages.part(request, "fitting", Map.of("articles", found));
        });
    }

    @GetMapping("/portal/articles/{id}")
    View show(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String language) {
        return askers.in(viewer, asker -> {
            Article article = articles.get(viewer, id);
            Language wanted = language.equals("fr") || language.equals("en")
                    ? Language.valueOf(language.toUpperCase(java.util.Locale.ROOT))
                    : Language.of(viewer.locale());
            Map<String, Object> params = new HashMap<>();
            params.put("article", article);
            params.put("wording", article.in(wanted));
            return pages.show(request, asker, "article", params);
        });
    }
}
