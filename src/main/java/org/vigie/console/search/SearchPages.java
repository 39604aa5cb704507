package org.vigie.console.search;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.util.UriComponentsBuilder;
import org.vigie.console.Names;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.inventory.AssetFilter;
import org.vigie.inventory.Assets;
import org.vigie.knowledge.ArticleFilter;
import org.vigie.knowledge.ArticleRow;
import org.vigie.knowledge.Articles;
import org.vigie.organization.Client;
import org.vigie.organization.Clients;
import org.vigie.page.Pages;
import org.vigie.servicedesk.Tickets;
import org.vigie.servicedesk.search.TicketHit;
import org.vigie.servicedesk.search.TicketSearch;
import org.vigie.servicedesk.search.TicketsFound;
import org.vigie.shared.Page;
import org.vigie.shared.TenantId;

/** One box for everything: tickets by all of their words, articles, and what has a name. */
@Controller
@Needs(Permission.SEE_TICKETS)
class SearchPages {
    private static final int TICKETS = 20;
    private static final int OTHERS = 5;

    private final Pages pages;
    private final ViewerScope look;
    private final TicketSearch search;
    private final Tickets tickets;
    private final Articles articles;
    private final Clients clients;
    private final Assets assets;
    private final Names names;

    SearchPages(
            Pages pages,
            ViewerScope look,
            TicketSearch search,
            Tickets tickets,
            Articles articles,
            Clients clients,
            Assets assets,
            Names names) {
        this.pages = pages;
        this.look = look;
        this.search = search;
        this.tickets = tickets;
        this.articles = articles;
        this.clients = clients;
        this.assets = assets;
        this.names = names;
    }

    private record Asked(Viewer viewer, String q, String client) {}

    /** What follows the first page is tickets alone: the other kinds have lists of their own. */
    @GetMapping("/search")
    View find(
            Viewer viewer,
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String client,
            @RequestParam(required = false) @Nullable String cursor) {
        var asked = new Asked(viewer, q.strip(), client);
        boolean begins = cursor == null || cursor.isBlank();
        TenantId only = client.isBlank() ? null : look.tenant(viewer, client);
        Map<String, Object> params = new HashMap<>();
        params.put("q", asked.q());
        params.put("client", client);
        params.put("clients", look.all(viewer, clients::visible));
        params.put("first", begins);
        tickets(asked, begins ? null : cursor, params);
        boolean all = begins && !asked.q().isEmpty();
        params.put("articles", all ? articles(asked, only) : new Page<ArticleRow>(List.of(), null));
        boolean estate = all && viewer.may(Permission.SEE_SUPERVISION);
        params.put(
                "called",
                all && viewer.may(Permission.SEE_CLIENTS)
                        ? in(asked, () -> clients.called(asked.q(), OTHERS))
                        : List.<Client>of());
        params.put("services", estate ? in(asked, () -> assets.servicesCalled(asked.q(), OTHERS)) : List.of());
        params.put(
                "assets",
                estate
                        ? in(asked, () -> assets.list(new AssetFilter(null, asked.q(), false), null, OTHERS))
                        : new Page<>(List.of(), null));
        params.put("names", look.all(viewer, names::clients));
        return pages.show(request, "search/search", params);
    }

    private <T> T in(Asked asked, Supplier<T> work) {
        return look.maybeOf(asked.viewer(), asked.client(), work);
    }

    private void tickets(Asked asked, @Nullable String cursor, Map<String, Object> params) {
        in(asked, () -> {
            TicketsFound found = search.find(asked.viewer(), asked.q(), cursor, TICKETS);
            List<Long> numbers = found.hits().stream().map(TicketHit::number).toList();
            params.put("found", found);
            params.put("hits", FoundTicket.of(found.hits(), tickets.named(numbers), names.clients()));
            return found;
        });
        String next = ((TicketsFound) Objects.requireNonNull(params.get("found"))).next();
        params.put("next", next == null ? "" : after(asked, next));
    }

    private static String after(Asked asked, String cursor) {
        return UriComponentsBuilder.fromPath("/search")
                .queryParam("q", "{q}")
                .queryParam("client", "{client}")
                .queryParam("cursor", "{cursor}")
                .encode()
                .buildAndExpand(asked.q(), asked.client(), cursor)
                .toUriString();
    }

    /** Articles are the provider's: a client that is named leaves out those that are for another one. */
    private Page<ArticleRow> articles(Asked asked, @Nullable TenantId only) {
        Page<ArticleRow> found =
                articles.list(asked.viewer(), new ArticleFilter(asked.q(), null, null, false), null, OTHERS);
        return new Page<>(
                found.items().stream()
                        .filter(article -> only == null || article.client() == null || only.equals(article.client()))
                        .toList(),
                found.next());
    }
}
