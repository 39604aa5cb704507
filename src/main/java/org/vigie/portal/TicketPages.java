package org.vigie.portal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;
import org.springframework.web.util.UriComponentsBuilder;
import org.vigie.files.Files;
import org.vigie.files.StoredFile;
import org.vigie.files.Uploads;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.inventory.Assets;
import org.vigie.inventory.BusinessService;
import org.vigie.page.Download;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.Tickets;
import org.vigie.shared.FieldError;
import org.vigie.shared.NotFound;
import org.vigie.shared.Page;
import org.vigie.shared.Refused;

/** {@code /portal/tickets}: what was asked and what becomes of it. */
@Controller
@Needs(Permission.USE_PORTAL)
class TicketPages {
    private static final int SHOWN = 25;

    private final Askers askers;
    private final Reading reading;
    private final Tickets tickets;
    private final Conversation conversation;
    private final Assets assets;
    private final Files files;
    private final Uploads uploads;
    private final PortalPages pages;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    TicketPages(
            Askers askers,
            Reading reading,
            Tickets tickets,
            Conversation conversation,
            Assets assets,
            Files files,
            Uploads uploads,
            PortalPages pages,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.askers = askers;
        this.reading = reading;
        this.tickets = tickets;
        this.conversation = conversation;
        this.assets = assets;
        this.files = files;
        this.uploads = uploads;
        this.pages = pages;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** @param show "open" or "over"; @param whose "mine" or "all", which only those see who answer for the client */
    @GetMapping("/portal/tickets")
    View list(
            Viewer viewer,
            HttpServletRequest request,
            @RequestParam(defaultValue = "open") String show,
            @RequestParam(defaultValue = "") String whose,
            @RequestParam(required = false) @Nullable String cursor) {
        return askers.in(viewer, asker -> {
            Instant now = clock.instant();
            boolean over = show.equals("over");
            boolean all = asker.seesAll() && !whose.equals("mine");
            Page<Ticket> page =
                    reading.list(asker, over, all, now, cursor == null || cursor.isBlank() ? null : cursor, SHOWN);
            return pages.show(
                    request,
                    asker,
                    "tickets",
                    Map.of(
                            "lines",
                            page.items().stream()
                                    .map(ticket -> TicketLine.of(asker, ticket, now))
                                    .toList(),
                            "over",
                            over,
                            "all",
                            all,
                            "next",
                            page.next() == null ? "" : after(over, all, page.next())));
        });
    }

    private static String after(boolean over, boolean all, String cursor) {
        return UriComponentsBuilder.fromPath("/portal/tickets")
                .queryParam("show", over ? "over" : "open")
                .queryParam("whose", all ? "all" : "mine")
                .queryParam("cursor", "{cursor}")
                .encode()
                .buildAndExpand(cursor)
                .toUriString();
    }

    @GetMapping("/portal/tickets/{number}")
    View show(Viewer viewer, HttpServletRequest request, @PathVariable long number) {
        return askers.in(viewer, asker -> {
            Ticket ticket = reading.get(asker, number);
            if (ticket.mergedInto() != null
                    && goesOn(asker, ticket.mergedInto()).isPresent()) {
                return new RedirectView("/portal/tickets/" + ticket.mergedInto());
            }
            return page(request, asker, ticket, 200, "", List.of());
        });
    }

    /** The one through which a merged one is read, for whoever may. */
    private Optional<Ticket> goesOn(Asker asker, long into) {
        try {
            return Optional.of(reading.get(asker, into));
        } catch (NotFound other) {
            return Optional.empty();
        }
    }

    private View page(
            HttpServletRequest request,
            Asker asker,
            Ticket ticket,
            int status,
            String written,
            List<FieldError> errors) {
        Map<String, Object> params = new HashMap<>();
        params.put("ticket", ticket);
        params.put("standing", Standing.of(ticket, clock.instant()));
        params.put("promised", Promised.of(tickets.clocks(ticket.number())));
        params.put("said", conversation.of(asker, ticket));
        params.put(
                "service",
                ticket.service() == null
                        ? ""
                        : Optional.ofNullable(assets.servicesNamed(List.of(ticket.service()))
                                        .get(ticket.service()))
                                .map(BusinessService::name)
                                .orElse(""));
        params.put("written", written);
        params.put("errors", errors);
        return pages.show(request, asker, status, "ticket", params);
    }

    /** @param deed "answer", or "contradict" where it was held to be solved */
    @PostMapping("/portal/tickets/{number}/messages")
    View write(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable long number,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "answer") String deed,
            @RequestParam(required = false) @Nullable List<MultipartFile> file) {
        return askers.in(viewer, asker -> {
            Ticket ticket = reading.get(asker, number);
            try {
                if (ticket.isOver(clock.instant())) {
                    throw Refused.conflict("refusal.ticket.over", number);
                }
                transaction.executeWithoutResult(status -> {
                    List<UUID> added = uploads.added(file, asker.actor());
                    if (deed.equals("contradict")) {
                        tickets.contradict(number, text, added, asker.actor(), asker.address());
                    } else {
                        tickets.replyFromClient(number, text, added, asker.actor(), asker.address());
                    }
                });
            } catch (Refused refused) {
                return page(request, asker, tickets.get(ticket.number()), 422, text, refused.inForm());
            }
            return new RedirectView("/portal/tickets/" + number);
        });
    }

    @PostMapping("/portal/tickets/{number}/confirmation")
    View confirm(Viewer viewer, @PathVariable long number) {
        return askers.in(viewer, asker -> {
            reading.get(asker, number);
            tickets.confirm(number, asker.actor());
            return new RedirectView("/portal/tickets/" + number);
        });
    }

    @GetMapping("/portal/tickets/{number}/attachments/{file}")
    void attachment(Viewer viewer, HttpServletResponse response, @PathVariable long number, @PathVariable UUID file) {
        askers.in(viewer, asker -> {
            reading.get(asker, number);
            StoredFile stored = tickets.attachment(number, file, false).file();
            Download.begin(response, stored.name(), stored.isShownInline() ? stored.type() : null, stored.size());
            try {
                files.copy(stored.id(), response.getOutputStream());
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
            return stored;
        });
    }
}
