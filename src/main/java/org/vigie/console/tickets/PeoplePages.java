package org.vigie.console.tickets;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.organization.People;
import org.vigie.organization.Person;
import org.vigie.page.Pages;
import org.vigie.servicedesk.Tickets;
import org.vigie.shared.Refused;

/** Who asks and who follows: people of the client, found by what is typed. */
@Controller
@Needs(Permission.WORK_ON_TICKETS)
class PeoplePages {
    private static final int SHOWN = 20;

    private final OneTicket one;
    private final Tickets tickets;
    private final People people;
    private final Pages pages;

    PeoplePages(OneTicket one, Tickets tickets, People people, Pages pages) {
        this.one = one;
        this.tickets = tickets;
        this.people = people;
        this.pages = pages;
    }

    @GetMapping("/tickets/{number}/people")
    View search(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable long number,
            @RequestParam(defaultValue = "") String q) {
        return one.in(
                viewer,
                number,
                ticket -> pages.show(
                        request,
                        "tickets/people",
                        Map.of("number", number, "q", q.strip(), "people", people.search(q, SHOWN))));
    }

    @PostMapping("/tickets/{number}/requester")
    View ask(Viewer viewer, @PathVariable long number, @RequestParam String person) {
        return verb(viewer, number, person, id -> tickets.askedBy(number, id, viewer.actor()));
    }

    @PostMapping("/tickets/{number}/watchers")
    View watch(Viewer viewer, @PathVariable long number, @RequestParam String person) {
        return verb(viewer, number, person, id -> tickets.watch(number, id, viewer.actor()));
    }

    @PostMapping("/tickets/{number}/watchers/end")
    View unwatch(Viewer viewer, @PathVariable long number, @RequestParam String person) {
        return verb(viewer, number, person, id -> tickets.unwatch(number, id, viewer.actor()));
    }

    private View verb(Viewer viewer, long number, String person, Consumer<Long> deed) {
        return one.change(viewer, number, ticket -> {
            long id = people.find(person)
                    .map(Person::id)
                    .orElseThrow(() -> Refused.field("person", "refusal.ticket.person", person));
            deed.accept(id);
        });
    }
}
