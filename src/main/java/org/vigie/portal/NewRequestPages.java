package org.vigie.portal;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.vigie.contracts.Milestone;
import org.vigie.files.Uploads;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.inventory.Assets;
import org.vigie.inventory.BusinessService;
import org.vigie.mail.Outbox;
import org.vigie.organization.People;
import org.vigie.organization.Person;
import org.vigie.servicedesk.Grade;
import org.vigie.servicedesk.OpenTicket;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.TicketKind;
import org.vigie.servicedesk.Tickets;
import org.vigie.shared.FieldError;
import org.vigie.shared.Refused;

/** {@code /portal/new}: three fields, and what more one may say; then when somebody looks at it. */
@Controller
@Needs({Permission.USE_PORTAL, Permission.OPEN_TICKET})
class NewRequestPages {
    private final Askers askers;
    private final Reading reading;
    private final Tickets tickets;
    private final Assets assets;
    private final People people;
    private final Uploads uploads;
    private final Outbox outbox;
    private final PortalPages pages;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    NewRequestPages(
            Askers askers,
            Reading reading,
            Tickets tickets,
            Assets assets,
            People people,
            Uploads uploads,
            Outbox outbox,
            PortalPages pages,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.askers = askers;
        this.reading = reading;
        this.tickets = tickets;
        this.assets = assets;
        this.people = people;
        this.uploads = uploads;
        this.outbox = outbox;
        this.pages = pages;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** With what is known already: the service that is disturbed, or the words that found nothing. */
    @GetMapping("/portal/new")
    View form(
            Viewer viewer,
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String service,
            @RequestParam(defaultValue = "") String title) {
        return askers.in(
                viewer,
                asker -> form(
                        request,
                        asker,
                        200,
                        new NewRequest(Map.of(
                                "service",
                                service,
                                "title",
                                title,
                                "form",
                                UUID.randomUUID().toString())),
                        List.of()));
    }

    @PostMapping("/portal/new")
    View open(
            Viewer viewer,
            HttpServletRequest request,
            @RequestParam Map<String, String> typed,
            @RequestParam(required = false) @Nullable List<MultipartFile> file) {
        var form = new NewRequest(typed);
        return askers.in(viewer, asker -> {
            try {
                long number = Objects.requireNonNull(transaction.execute(status -> open(asker, form, file)));
                return new RedirectView("/portal/tickets/" + number + "/received");
            } catch (Refused refused) {
                return form(request, asker, 422, form, refused.inForm());
            }
        });
    }

    /** Sent twice it opens one: the form's own number is the ticket's origin. */
    private long open(Asker asker, NewRequest form, @Nullable List<MultipartFile> file) {
        if (form.get("title").isBlank()) {
            throw Refused.field("title", "refusal.required");
        }
        if (asker.person() == null && !asker.seesAll()) {
            throw Refused.because("refusal.portal.nobody");
        }
        Person person = form.get("person").isBlank() ? asker.person() : named(form.get("person"));
        String origin = form.get("form").matches("[0-9a-f-]{36}")
                ? "form " + asker.viewer().accountId() + " " + form.get("form")
                : null;
        if (origin != null && tickets.byOrigin(origin).isPresent()) {
            return tickets.byOrigin(origin).get().number();
        }
        long number = tickets.open(
                new OpenTicket(
                        form.is("kind", "request") ? TicketKind.REQUEST : TicketKind.INCIDENT,
                        origin,
                        form.get("title"),
                        form.get("description").strip(),
                        Grade.MEDIUM,
                        Grade.MEDIUM,
                        null,
                        service(form.get("service")),
                        null,
                        person == null ? asker.name() : person.name(),
                        person == null ? null : person.id(),
                        null,
                        clock.instant(),
                        asker.actor()),
                uploads.added(file, asker.actor()));
        if (asker.person() != null
                && person != null
                && person.id() != asker.person().id()) {
            // Who asks for somebody else goes on reading what becomes of it.
            tickets.watch(number, asker.person().id(), asker.actor());
        }
        return number;
    }

    /** By address alone: whoever asks for a colleague knows it, and nobody reads here who else there is. */
    private Person named(String address) {
        return people.byEmail(address).stream()
                .findFirst()
                .orElseThrow(() -> Refused.field("person", "refusal.portal.person", address.strip()));
    }

    private @Nullable Long service(String key) {
        if (key.isBlank()) {
            return null;
        }
        return assets.services().stream()
                .filter(one -> one.key().equals(key))
                .findFirst()
                .map(BusinessService::id)
                .orElseThrow(() -> Refused.field("service", "refusal.ticket.service", key));
    }

    private View form(HttpServletRequest request, Asker asker, int status, NewRequest form, List<FieldError> errors) {
        return pages.show(
                request, asker, status, "new", Map.of("form", form, "errors", errors, "services", assets.services()));
    }

    /** Its number, and when somebody looks at it by the clock of the contract. */
    @GetMapping("/portal/tickets/{number}/received")
    View received(Viewer viewer, HttpServletRequest request, @PathVariable long number) {
        return askers.in(viewer, asker -> {
            Ticket ticket = reading.get(asker, number);
            Map<String, Object> params = new HashMap<>();
            params.put("ticket", ticket);
            params.put(
                    "begins",
                    Promised.of(tickets.clocks(number)).stream()
                            .filter(one -> one.step() == Milestone.RESPOND)
                            .findFirst()
                            .orElse(null));
            params.put("address", outbox.isSet() ? asker.address() : null);
            return pages.show(request, asker, "received", params);
        });
    }
}
