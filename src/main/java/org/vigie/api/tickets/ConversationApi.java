package org.vigie.api.tickets;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.vigie.api.Choice;
import org.vigie.api.Following;
import org.vigie.api.Limits;
import org.vigie.api.Slices;
import org.vigie.contracts.Milestone;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.PlainFrames;
import org.vigie.identity.Viewer;
import org.vigie.page.Texts;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.Tickets;
import org.vigie.servicedesk.TimelineEntry;
import org.vigie.shared.NotFound;
import org.vigie.shared.Page;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;

/** What was said and done on a ticket, and why its deadlines are what they are. */
@RestController
@RequestMapping("/api/v1/tickets/{number}")
@Needs(Permission.SEE_TICKETS)
class ConversationApi {
    private final Verb verb;
    private final Tickets tickets;
    private final PlainFrames frames;

    ConversationApi(Verb verb, Tickets tickets, PlainFrames frames) {
        this.verb = verb;
        this.tickets = tickets;
        this.frames = frames;
    }

    record Written(@Nullable String text, @Nullable Boolean internal) {}

    /** @param text the event as a sentence in the caller's language; what a person wrote is in the body */
    record Entry(
            long id,
            long ticket,
            Instant at,
            String kind,
            String by,
            boolean automatic,
            String text,
            @Nullable String body,
            boolean internal) {
        static Entry of(TimelineEntry entry, Texts texts) {
            return new Entry(
                    entry.id(),
                    entry.number(),
                    entry.at(),
                    Choice.word(entry.kind()),
                    entry.by().name(),
                    !entry.by().isPerson(),
                    texts.say(entry.what()),
                    entry.body(),
                    entry.internal());
        }
    }

    @PostMapping("/messages")
    @Needs(Permission.REPLY_TO_TICKET)
    ResponseEntity<Entry> write(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable long number,
            @RequestBody Written written,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        boolean staff = viewer.role().isStaff();
        boolean internal = Boolean.TRUE.equals(written.internal());
        if (internal && !staff) {
            throw Refused.field("internal", "refusal.internal");
        }
        String text = Objects.requireNonNullElse(written.text(), "");
        return verb.make(
                viewer,
                number,
                key,
                "message " + written,
                Entry.class,
                ticket -> {
                    return staff
                            ? tickets.reply(number, text, internal, viewer.actor())
                            : tickets.replyFromClient(number, text, viewer.actor());
                },
                id -> timeline(viewer, number).stream()
                        .filter(entry -> entry.id() == id)
                        .findFirst()
                        .map(entry ->
                                ResponseEntity.status(HttpStatus.CREATED).body(Entry.of(entry, frames.texts(request))))
                        .orElseThrow(() -> NotFound.of("message", id)));
    }

    /** The oldest first; a client's people see no internal note. */
    @GetMapping("/timeline")
    Page<Entry> timeline(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable long number,
            @Following @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        Texts texts = frames.texts(request);
        return Slices.of(timeline(viewer, number), entry -> Long.toString(entry.id()), cursor, Limits.checked(limit))
                .map(entry -> Entry.of(entry, texts));
    }

    @GetMapping("/clocks/{name}/explanation")
    ShownExplanation explain(
            Viewer viewer, HttpServletRequest request, @PathVariable long number, @PathVariable String name) {
        Milestone milestone = java.util.Arrays.stream(Milestone.values())
                .filter(one -> one.written().equals(name))
                .findFirst()
                .orElseThrow(() -> NotFound.of("clock", name));
        Ticket ticket = verb.find(viewer, number);
        return ShownExplanation.of(
                Scope.of(ticket.tenant()).call(() -> tickets.explain(number, milestone)), frames.texts(request));
    }

    private List<TimelineEntry> timeline(Viewer viewer, long number) {
        Ticket ticket = verb.find(viewer, number);
        return Scope.of(ticket.tenant())
                .call(() -> tickets.timeline(number, viewer.role().isStaff()));
    }
}
