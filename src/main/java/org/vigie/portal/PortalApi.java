package org.vigie.portal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
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
import org.vigie.api.Following;
import org.vigie.api.Limits;
import org.vigie.api.Once;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.servicedesk.Attachment;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.Tickets;
import org.vigie.shared.Page;

/** What the portal shows, for the client's own programs: an intranet, a robot in its chat. */
@RestController
@RequestMapping("/api/v1/portal")
@Needs(Permission.USE_PORTAL)
class PortalApi {
    private final Askers askers;
    private final ServiceStates services;
    private final Reading reading;
    private final Conversation conversation;
    private final Tickets tickets;
    private final Once once;
    private final InstantSource clock;

    PortalApi(
            Askers askers,
            ServiceStates services,
            Reading reading,
            Conversation conversation,
            Tickets tickets,
            Once once,
            InstantSource clock) {
        this.askers = askers;
        this.services = services;
        this.reading = reading;
        this.conversation = conversation;
        this.tickets = tickets;
        this.once = once;
        this.clock = clock;
    }

    /** @param incident its number, where one is open */
    record PortalService(
            String key,
            String name,
            String state,
            @Nullable Instant since,
            @Nullable Instant until,
            @Nullable Long incident) {
        static PortalService of(ServiceLine line) {
            return new PortalService(
                    line.service().key(),
                    line.service().name(),
                    word(line.state()),
                    line.since(),
                    line.until(),
                    line.incident() == null ? null : line.incident().number());
        }
    }

    record PortalRequest(
            long number,
            String title,
            String standing,
            @Nullable String requester,
            Instant openedAt,
            @Nullable Instant resolvedAt) {
        static PortalRequest of(Ticket ticket, Instant now) {
            return new PortalRequest(
                    ticket.number(),
                    ticket.title(),
                    word(Standing.of(ticket, now)),
                    ticket.requester(),
                    ticket.openedAt(),
                    ticket.resolvedAt());
        }
    }

    record PortalPromise(
            String step, String state, @Nullable Instant at) {}

    record PortalLine(
            String side,
            String what,
            String who,
            Instant at,
            @Nullable String text,
            List<String> files) {}

    record PortalConversation(PortalRequest request, List<PortalPromise> promised, List<PortalLine> said) {}

    record PortalMessage(@Nullable String text) {}

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What needs attention first. */
    @GetMapping("/services")
    Page<PortalService> services(Viewer viewer) {
        return askers.in(
                viewer,
                asker -> new Page<>(
                        services.of(asker, clock.instant()).lines().stream()
                                .map(PortalService::of)
                                .toList(),
                        null));
    }

    /** @param over those that are finished, instead of those that somebody has to do with */
    @GetMapping("/tickets")
    Page<PortalRequest> list(
            Viewer viewer,
            @RequestParam(defaultValue = "false") boolean over,
            @Following @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        Instant now = clock.instant();
        return askers.in(
                viewer,
                asker -> reading.list(asker, over, true, now, cursor, Limits.checked(limit))
                        .map(ticket -> PortalRequest.of(ticket, now)));
    }

    @GetMapping("/tickets/{number}")
    PortalConversation get(Viewer viewer, @PathVariable long number) {
        return askers.in(viewer, asker -> shown(asker, reading.get(asker, number)));
    }

    /** Where it was held to be solved, that it is not: it is open again. */
    @PostMapping("/tickets/{number}/messages")
    ResponseEntity<PortalConversation> write(
            Viewer viewer,
            @PathVariable long number,
            @RequestBody PortalMessage written,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        String text = Objects.requireNonNullElse(written.text(), "");
        return change(
                viewer,
                number,
                key,
                "portal message " + number + " " + text,
                HttpStatus.CREATED,
                asker -> tickets.contradict(number, text, List.of(), asker.actor(), asker.address()));
    }

    @PostMapping("/tickets/{number}/confirmation")
    ResponseEntity<PortalConversation> confirm(
            Viewer viewer,
            @PathVariable long number,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        return change(
                viewer,
                number,
                key,
                "portal confirmation " + number,
                HttpStatus.OK,
                asker -> tickets.confirm(number, asker.actor()));
    }

    private ResponseEntity<PortalConversation> change(
            Viewer viewer,
            long number,
            @Nullable String key,
            String request,
            HttpStatus status,
            java.util.function.Consumer<Asker> deed) {
        Asker asker = askers.in(viewer, one -> {
            reading.get(one, number);
            return one;
        });
        return once.answer(
                viewer,
                asker.client().id(),
                key,
                request,
                PortalConversation.class,
                () -> {
                    deed.accept(asker);
                    return number;
                },
                made -> ResponseEntity.status(status).body(get(viewer, made)));
    }

    private PortalConversation shown(Asker asker, Ticket ticket) {
        return new PortalConversation(
                PortalRequest.of(ticket, clock.instant()),
                Promised.of(tickets.clocks(ticket.number())).stream()
                        .map(one -> new PortalPromise(one.step().written(), one.state(), one.at()))
                        .toList(),
                conversation.of(asker, ticket).stream()
                        .map(line -> new PortalLine(
                                line.word(),
                                line.what(),
                                line.who(),
                                line.at(),
                                line.text(),
                                line.files().stream()
                                        .map(Attachment::file)
                                        .map(file -> file.name())
                                        .toList()))
                        .toList());
    }
}
