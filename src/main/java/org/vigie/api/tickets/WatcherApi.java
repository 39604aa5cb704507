package org.vigie.api.tickets;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.vigie.api.Following;
import org.vigie.api.Limits;
import org.vigie.api.Slices;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.organization.People;
import org.vigie.organization.Person;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.Tickets;
import org.vigie.shared.NotFound;
import org.vigie.shared.Page;
import org.vigie.shared.Scope;

/** The people of the client who follow a ticket. */
@RestController
@RequestMapping("/api/v1/tickets/{number}/watchers")
@Needs(Permission.WORK_ON_TICKETS)
class WatcherApi {
    private final Verb verb;
    private final Tickets tickets;
    private final People people;

    WatcherApi(Verb verb, Tickets tickets, People people) {
        this.verb = verb;
        this.tickets = tickets;
        this.people = people;
    }

    record Shown(String key, String name, @Nullable String email) {
        static Shown of(Person person) {
            return new Shown(person.key(), person.name(), person.email());
        }
    }

    @GetMapping
    Page<Shown> list(
            Viewer viewer,
            @PathVariable long number,
            @Following @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        Ticket ticket = verb.find(viewer, number);
        List<Shown> all = Scope.of(ticket.tenant()).call(() -> {
            List<Long> ids = tickets.watchers(number);
            Map<Long, Person> known = people.named(ids);
            return ids.stream()
                    .map(id -> Shown.of(Objects.requireNonNull(known.get(id))))
                    .toList();
        });
        return Slices.of(all, Shown::key, cursor, Limits.checked(limit));
    }

    /** Again is harmless. */
    @PutMapping("/{person}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void watch(Viewer viewer, @PathVariable long number, @PathVariable String person) {
        Ticket ticket = verb.find(viewer, number);
        Scope.of(ticket.tenant()).run(() -> tickets.watch(number, id(person), viewer.actor()));
    }

    @DeleteMapping("/{person}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unwatch(Viewer viewer, @PathVariable long number, @PathVariable String person) {
        Ticket ticket = verb.find(viewer, number);
        Scope.of(ticket.tenant()).run(() -> tickets.unwatch(number, id(person), viewer.actor()));
    }

    private long id(String key) {
        return people.find(key).map(Person::id).orElseThrow(() -> NotFound.of("person", key));
    }
}
