package org.vigie.api.articles;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.vigie.api.Choice;
import org.vigie.api.Following;
import org.vigie.api.Keys;
import org.vigie.api.Limits;
import org.vigie.api.Slices;
import org.vigie.api.Tags;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.knowledge.Article;
import org.vigie.knowledge.ArticleFilter;
import org.vigie.knowledge.ArticleRow;
import org.vigie.knowledge.ArticleState;
import org.vigie.knowledge.Articles;
import org.vigie.knowledge.Language;
import org.vigie.knowledge.Revision;
import org.vigie.shared.Page;
import org.vigie.shared.TenantId;

/** What is known and written down. A client's people read what is published for them. */
@RestController
@RequestMapping("/api/v1/articles")
@Needs(Permission.OPEN_TICKET)
class ArticleApi {
    private final Articles articles;
    private final Keys keys;

    ArticleApi(Articles articles, Keys keys) {
        this.articles = articles;
        this.keys = keys;
    }

    /** @param excerpt the place in which the words were found, or how the text begins */
    record Row(
            long id,
            String title,
            String language,
            List<String> languages,
            String state,
            String audience,
            @Nullable String client,
            String owner,
            @Nullable LocalDate reviewBy,
            Instant changedAt,
            long version,
            String excerpt) {}

    record Version(long version, Instant at, String by, String state, String audience) {}

    @GetMapping
    Page<Row> list(
            Viewer viewer,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String language,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(defaultValue = "false") boolean due,
            @Following @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        var filter = new ArticleFilter(
                q,
                Choice.find("language", language, Language.class),
                Choice.find("state", state, ArticleState.class),
                due);
        Page<ArticleRow> page = articles.list(viewer, filter, cursor, Limits.checked(limit));
        Map<TenantId, String> clients = keys.clients(
                viewer,
                page.items().stream()
                        .flatMap(row -> Stream.ofNullable(row.client()))
                        .toList());
        return page.map(row -> new Row(
                row.id(),
                row.title(),
                row.language().code(),
                row.languages().stream().map(Language::code).toList(),
                Choice.word(row.state()),
                Choice.word(row.audience()),
                row.client() == null ? null : clients.get(row.client()),
                row.ownerName(),
                row.reviewBy(),
                row.changedAt(),
                row.version(),
                row.plainExcerpt()));
    }

    @GetMapping("/{id}")
    ResponseEntity<ShownArticle> get(Viewer viewer, @PathVariable long id) {
        return tagged(viewer, articles.get(viewer, id));
    }

    @PostMapping
    @Needs(Permission.WORK_ON_TICKETS)
    ResponseEntity<ShownArticle> create(
            Viewer viewer,
            @RequestBody ArticleWanted wanted,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        var draft = wanted.draft(keys.clients(viewer, List.of()));
        long id = key == null
                ? articles.create(viewer, draft)
                : articles.createOnce(viewer, draft, key, Tags.digest(wanted.toString()));
        Article made = articles.get(viewer, id);
        return ResponseEntity.created(URI.create("/api/v1/articles/" + id))
                .eTag(Tags.of(made.version()))
                .body(shown(viewer, made));
    }

    @PutMapping("/{id}")
    @Needs(Permission.WORK_ON_TICKETS)
    ResponseEntity<ShownArticle> change(
            Viewer viewer,
            @PathVariable long id,
            @RequestBody ArticleWanted wanted,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        long version = articles.get(viewer, id).version();
        Tags.match(ifMatch, Tags.of(version));
        return tagged(
                viewer,
                articles.change(
                        viewer, id, wanted.draft(keys.clients(viewer, List.of())), ifMatch == null ? null : version));
    }

    /** The newest first, without their texts. */
    @GetMapping("/{id}/versions")
    @Needs(Permission.WORK_ON_TICKETS)
    Page<Version> versions(
            Viewer viewer,
            @PathVariable long id,
            @Following @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        return Slices.of(
                        articles.history(viewer, id),
                        version -> Long.toString(version.version()),
                        cursor,
                        Limits.checked(limit))
                .map(ArticleApi::version);
    }

    @GetMapping("/{id}/versions/{version}")
    @Needs(Permission.WORK_ON_TICKETS)
    ShownArticle version(Viewer viewer, @PathVariable long id, @PathVariable long version) {
        return shown(viewer, articles.get(viewer, id, version));
    }

    private static Version version(Revision revision) {
        return new Version(
                revision.version(),
                revision.at(),
                revision.byName(),
                Choice.word(revision.state()),
                Choice.word(revision.audience()));
    }

    private ResponseEntity<ShownArticle> tagged(Viewer viewer, Article article) {
        return ResponseEntity.ok().eTag(Tags.of(article.version())).body(shown(viewer, article));
    }

    private ShownArticle shown(Viewer viewer, Article article) {
        return ShownArticle.of(
                article, keys.clients(viewer, article.client() == null ? List.of() : List.of(article.client())));
    }
}
