package org.vigie.console.tickets;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.View;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.knowledge.Articles;
import org.vigie.page.Pages;
import org.vigie.servicedesk.Ticket;

/** Beside a ticket: the articles that may help with it. Asked for after the page, which does not wait for them. */
@Controller
@Needs(Permission.WORK_ON_TICKETS)
class FittingArticles {
    private static final int OFFERED = 4;

    private final OneTicket one;
    private final Articles articles;
    private final Pages pages;

    FittingArticles(OneTicket one, Articles articles, Pages pages) {
        this.one = one;
        this.articles = articles;
        this.pages = pages;
    }

    @GetMapping("/tickets/{number}/articles")
    View offered(Viewer viewer, HttpServletRequest request, @PathVariable long number) {
        Ticket ticket = one.find(viewer, number);
        return pages.show(
                request,
                "tickets/fittingArticles",
                Map.of("articles", articles.fitting(viewer, ticket.tenant(), ticket.title(), OFFERED)));
    }
}
