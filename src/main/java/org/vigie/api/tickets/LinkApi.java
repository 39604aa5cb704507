package org.vigie.api.tickets;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.vigie.api.Choice;
import org.vigie.api.Following;
import org.vigie.api.Limits;
import org.vigie.api.Slices;
import org.vigie.api.Tags;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.PlainFrames;
import org.vigie.identity.Viewer;
import org.vigie.page.Texts;
import org.vigie.servicedesk.LinkedTicket;
import org.vigie.servicedesk.Merges;
import org.vigie.servicedesk.Splitting;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.TicketKind;
import org.vigie.servicedesk.TicketLinks;
import org.vigie.servicedesk.Tie;
import org.vigie.shared.NotFound;
import org.vigie.shared.Page;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;

/** How tickets stand to one another: links, children, merges, and what is split off. */
@RestController
@RequestMapping("/api/v1/tickets/{number}")
@Needs(Permission.WORK_ON_TICKETS)
class LinkApi {
    private final Verb verb;
    private final TicketViews views;
    private final TicketLinks links;
    private final Merges merges;
    private final Splitting splitting;
    private final PlainFrames frames;

    LinkApi(Verb verb, TicketViews views, TicketLinks links, Merges merges, Splitting splitting, PlainFrames frames) {
        this.verb = verb;
        this.views = views;
        this.links = links;
        this.merges = merges;
        this.splitting = splitting;
        this.frames = frames;
    }

    record Wanted(@Nullable String tie, @Nullable Long ticket) {}

    /** @param tie read as "this ticket is … the other" */
    record Shown(long id, String tie, long ticket, String title, String state) {
        static Shown of(LinkedTicket link) {
            return new Shown(
                    link.id(),
                    link.tie().word(),
                    link.ticket().number(),
                    link.ticket().title(),
                    Choice.word(link.ticket().state()));
        }
    }

    record Solved(@Nullable String solution) {}

    /** @param refusal why it was not resolved; null when it was */
    record Child(long ticket, @Nullable String refusal) {}

    record Children(List<Child> children) {}

    /** @param people whether who asks for and follows the merged tickets follows the one that is left; left out: yes */
    record Merged(@Nullable List<Long> tickets, @Nullable Boolean people) {}

    /** @param entry of the timeline, a message that the client can read */
    record SplitOff(
            @Nullable Long entry,
            @Nullable String title,
            @Nullable String kind) {}

    @GetMapping("/links")
    Page<Shown> list(
            Viewer viewer,
            @PathVariable long number,
            @Following @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        List<LinkedTicket> all = in(viewer, number);
        return Slices.of(all, link -> Long.toString(link.id()), cursor, Limits.checked(limit))
                .map(Shown::of);
    }

    private List<LinkedTicket> in(Viewer viewer, long number) {
        Ticket ticket = verb.find(viewer, number);
        return Scope.of(ticket.tenant()).call(() -> links.of(number));
    }

    /** A link that is there already is answered as it is. */
    @PostMapping("/links")
    ResponseEntity<Shown> tie(
            Viewer viewer,
            @PathVariable long number,
            @RequestBody Wanted wanted,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        if (wanted.tie() == null || wanted.ticket() == null) {
            throw Refused.field(wanted.tie() == null ? "tie" : "ticket", "refusal.required");
        }
        Tie tie = Choice.read("tie", wanted.tie(), Tie.class);
        long other = wanted.ticket();
        return verb.make(
                viewer,
                number,
                key,
                "link " + wanted,
                Shown.class,
                ticket -> links.tie(number, tie, other, viewer.actor()),
                id -> in(viewer, number).stream()
                        .filter(link -> link.id() == id)
                        .findFirst()
                        .map(link -> ResponseEntity.status(HttpStatus.CREATED).body(Shown.of(link)))
                        .orElseThrow(() -> NotFound.of("link", id)));
    }

    @DeleteMapping("/links/{link}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void untie(Viewer viewer, @PathVariable long number, @PathVariable long link) {
        Ticket ticket = verb.find(viewer, number);
        Scope.of(ticket.tenant()).run(() -> links.untie(number, link, viewer.actor()));
    }

    /** Each child for itself; a child that is resolved already is left alone, so that repeating it is harmless. */
    @PostMapping("/children/resolution")
    Children resolveChildren(
            Viewer viewer, HttpServletRequest request, @PathVariable long number, @RequestBody Solved wanted) {
        if (wanted.solution() == null || wanted.solution().isBlank()) {
            throw Refused.field("solution", "refusal.required");
        }
        String solution = wanted.solution().strip();
        Ticket ticket = verb.find(viewer, number);
        Texts texts = frames.texts(request);
        return new Children(Scope.of(ticket.tenant())
                .call(() -> links.resolveChildren(number, solution, viewer.actor()).stream()
                        .map(child ->
                                new Child(child.number(), child.refusal() == null ? null : texts.say(child.refusal())))
                        .toList()));
    }

    /** All of them or none. */
    @PostMapping("/merges")
    ResponseEntity<ShownTicket> merge(
            Viewer viewer,
            @PathVariable long number,
            @RequestBody Merged wanted,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        List<Long> tickets = Objects.requireNonNullElse(wanted.tickets(), List.of());
        boolean people = !Boolean.FALSE.equals(wanted.people());
        return verb.post(
                viewer,
                number,
                key,
                "merge " + wanted,
                ticket -> merges.merge(number, tickets, people, viewer.actor()));
    }

    /** The ticket is its own again, as it was before it was merged. */
    @DeleteMapping("/merge")
    ResponseEntity<ShownTicket> unmerge(Viewer viewer, @PathVariable long number) {
        Ticket ticket = verb.find(viewer, number);
        Scope.of(ticket.tenant()).run(() -> merges.undo(number, viewer.actor()));
        return shown(viewer, number, HttpStatus.OK);
    }

    @PostMapping("/splits")
    ResponseEntity<ShownTicket> split(
            Viewer viewer,
            @PathVariable long number,
            @RequestBody SplitOff wanted,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        if (wanted.entry() == null || wanted.title() == null) {
            throw Refused.field(wanted.entry() == null ? "entry" : "title", "refusal.required");
        }
        TicketKind kind =
                wanted.kind() == null ? TicketKind.INCIDENT : Choice.read("kind", wanted.kind(), TicketKind.class);
        long entry = wanted.entry();
        String title = wanted.title();
        return verb.make(
                viewer,
                number,
                key,
                "split " + wanted,
                ShownTicket.class,
                ticket -> splitting.split(number, entry, title, kind, viewer.actor()),
                fresh -> shown(viewer, fresh, HttpStatus.CREATED));
    }

    private ResponseEntity<ShownTicket> shown(Viewer viewer, long number, HttpStatus status) {
        Ticket ticket = verb.find(viewer, number);
        var answer = ResponseEntity.status(status).eTag(Tags.of(ticket.version()));
        if (status == HttpStatus.CREATED) {
            answer = answer.location(URI.create("/api/v1/tickets/" + number));
        }
        return answer.body(views.of(viewer, ticket));
    }
}
