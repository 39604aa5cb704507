package org.vigie.api.search;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.vigie.api.Choice;
import org.vigie.api.Following;
import org.vigie.api.Keys;
import org.vigie.api.Limits;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.inventory.Asset;
import org.vigie.inventory.AssetFilter;
import org.vigie.inventory.Assets;
import org.vigie.inventory.BusinessService;
import org.vigie.knowledge.ArticleFilter;
import org.vigie.knowledge.ArticleRow;
import org.vigie.knowledge.Articles;
import org.vigie.organization.Clients;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.Tickets;
import org.vigie.servicedesk.search.TicketHit;
import org.vigie.servicedesk.search.TicketSearch;
import org.vigie.servicedesk.search.TicketsFound;
import org.vigie.shared.Page;
import org.vigie.shared.Refused;
import org.vigie.shared.TenantId;

/**
 * Everything that is found by some words, one kind after the other. The caller finds what they may read, and nothing says
 * that there is more.
 */
@RestController
@RequestMapping("/api/v1/search")
@Needs(Permission.OPEN_TICKET)
class SearchApi {
    private final TicketSearch search;
    private final Tickets tickets;
    private final Articles articles;
    private final Clients clients;
    private final Assets assets;
    private final ViewerScope scopes;
    private final Keys keys;

    SearchApi(
            TicketSearch search,
            Tickets tickets,
            Articles articles,
            Clients clients,
            Assets assets,
            ViewerScope scopes,
            Keys keys) {
        this.search = search;
        this.tickets = tickets;
        this.articles = articles;
        this.clients = clients;
        this.assets = assets;
        this.scopes = scopes;
        this.keys = keys;
    }

    private record Asked(Viewer viewer, String q, @Nullable String client) {}

    @GetMapping
    Page<ShownHit> find(
            Viewer viewer,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable List<String> types,
            @RequestParam(required = false) @Nullable String client,
            @Following @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        if (q.isBlank()) {
            throw Refused.field("q", "refusal.required");
        }
        int most = Limits.checked(limit);
        if (client != null && !client.isBlank()) {
            scopes.tenant(viewer, client);
        }
        var asked = new Asked(viewer, q, client);
        var found = new ArrayList<ShownHit>();
        String inner = cursor == null ? "" : cursor.substring(cursor.indexOf(' ') + 1);
        SearchType first =
                cursor == null ? SearchType.TICKET : SearchType.valueOf(cursor.substring(0, cursor.indexOf(' ')));
        for (SearchType type : wanted(types)) {
            if (type.ordinal() < first.ordinal()) {
                continue;
            }
            if (found.size() == most) {
                return new Page<>(found, type.name() + " ");
            }
            Page<ShownHit> some = of(type, asked, inner.isEmpty() ? null : inner, most - found.size());
            inner = "";
            found.addAll(some.items());
            if (some.next() != null) {
                return new Page<>(found, type.name() + " " + some.next());
            }
        }
        return new Page<>(found, null);
    }

    private static EnumSet<SearchType> wanted(@Nullable List<String> types) {
        var wanted = EnumSet.noneOf(SearchType.class);
        if (types != null) {
            types.stream()
                    .filter(type -> !type.isBlank())
                    .forEach(type -> wanted.add(Choice.read("types", type.strip(), SearchType.class)));
        }
        return wanted.isEmpty() ? EnumSet.allOf(SearchType.class) : wanted;
    }

    private Page<ShownHit> of(SearchType type, Asked asked, @Nullable String cursor, int limit) {
        return switch (type) {
            case TICKET -> tickets(asked, cursor, limit);
            case ARTICLE -> articles(asked, cursor, limit);
            case CLIENT ->
                asked.viewer().may(Permission.SEE_CLIENTS) && cursor == null
                        ? new Page<>(
                                in(asked, () -> clients.called(asked.q(), limit)).stream()
                                        .map(ShownHit::of)
                                        .toList(),
                                null)
                        : none();
            case SERVICE ->
                asked.viewer().may(Permission.SEE_SUPERVISION) && cursor == null ? services(asked, limit) : none();
            case ASSET -> asked.viewer().may(Permission.SEE_SUPERVISION) ? assets(asked, cursor, limit) : none();
        };
    }

    private static Page<ShownHit> none() {
        return new Page<>(List.of(), null);
    }

    private <T> T in(Asked asked, java.util.function.Supplier<T> work) {
        return scopes.maybeOf(asked.viewer(), asked.client(), work);
    }

    private Page<ShownHit> tickets(Asked asked, @Nullable String cursor, int limit) {
        record Found(TicketsFound hits, Map<Long, Ticket> tickets) {}
        Found found = in(asked, () -> {
            TicketsFound hits = search.find(asked.viewer(), asked.q(), cursor, limit);
            return new Found(
                    hits,
                    tickets.named(hits.hits().stream().map(TicketHit::number).toList()));
        });
        Map<TenantId, String> owners = keys.clients(
                asked.viewer(),
                found.hits().hits().stream().map(TicketHit::tenant).toList());
        return new Page<>(
                found.hits().hits().stream()
                        .filter(hit -> found.tickets().containsKey(hit.number()))
                        .map(hit -> ShownHit.of(
                                hit,
                                Objects.requireNonNull(found.tickets().get(hit.number())),
                                Objects.requireNonNull(owners.get(hit.tenant())),
                                found.hits().nearly()))
                        .toList(),
                found.hits().next());
    }

    /** Articles are the provider's: a client that is named leaves out those that are for another one. */
    private Page<ShownHit> articles(Asked asked, @Nullable String cursor, int limit) {
        Page<ArticleRow> found =
                articles.list(asked.viewer(), new ArticleFilter(asked.q(), null, null, false), cursor, limit);
        TenantId only = asked.client() == null || asked.client().isBlank()
                ? null
                : scopes.tenant(asked.viewer(), asked.client());
        Map<TenantId, String> owners = keys.clients(
                asked.viewer(),
                found.items().stream()
                        .flatMap(article -> Stream.ofNullable(article.client()))
                        .toList());
        return new Page<>(
                found.items().stream()
                        .filter(article -> only == null || article.client() == null || only.equals(article.client()))
                        .map(article ->
                                ShownHit.of(article, article.client() == null ? null : owners.get(article.client())))
                        .toList(),
                found.next());
    }

    private Page<ShownHit> services(Asked asked, int limit) {
        List<BusinessService> found = in(asked, () -> assets.servicesCalled(asked.q(), limit));
        Map<TenantId, String> owners = keys.clients(
                asked.viewer(), found.stream().map(BusinessService::tenant).toList());
        return new Page<>(
                found.stream()
                        .map(service -> ShownHit.of(service, owners.get(service.tenant())))
                        .toList(),
                null);
    }

    private Page<ShownHit> assets(Asked asked, @Nullable String cursor, int limit) {
        Page<Asset> found =
                in(asked, () -> assets.list(new AssetFilter(null, asked.q().strip(), false), cursor, limit));
        Map<TenantId, String> owners = keys.clients(
                asked.viewer(), found.items().stream().map(Asset::tenant).toList());
        return found.map(asset -> ShownHit.of(asset, owners.get(asset.tenant())));
    }
}
