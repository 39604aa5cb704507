package org.vigie.api.mail;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
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
import org.vigie.api.Keys;
import org.vigie.api.Limits;
import org.vigie.api.Once;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.PlainFrames;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.mail.Arrival;
import org.vigie.mail.Arrivals;
import org.vigie.mail.Mailbox;
import org.vigie.mail.Mailboxes;
import org.vigie.page.Texts;
import org.vigie.servicedesk.intake.Intake;
import org.vigie.servicedesk.satisfaction.OpinionLinks;
import org.vigie.shared.Page;
import org.vigie.shared.TenantId;

/** The mails that came: what is held and why, and what is decided about it. */
@RestController
@RequestMapping("/api/v1/mails")
@Needs(Permission.SORT_MAIL)
class MailApi {
    private static final String MAIL = "message/rfc822";

    private final Arrivals arrivals;
    private final Mailboxes mailboxes;
    private final Intake intake;
    private final Keys keys;
    private final ViewerScope scopes;
    private final Once once;
    private final PlainFrames frames;
    private final TransactionTemplate apart;

    MailApi(
            Arrivals arrivals,
            Mailboxes mailboxes,
            Intake intake,
            Keys keys,
            ViewerScope scopes,
            Once once,
            PlainFrames frames,
            PlatformTransactionManager transactions) {
        this.arrivals = arrivals;
        this.mailboxes = mailboxes;
        this.intake = intake;
        this.keys = keys;
        this.scopes = scopes;
        this.once = once;
        this.frames = frames;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
    }

    /** @param client whose the mail is */
    record Whose(@Nullable String client) {}

    /** @param reason why it is where it is, as a sentence in the caller's language */
    record Shown(
            long id,
            @Nullable String mailbox,
            Instant arrivedAt,
            long size,
            boolean whole,
            String state,
            String sender,
            String subject,
            @Nullable String reason,
            @Nullable String client,
            @Nullable Long ticket,
            @Nullable String decidedBy) {
        static Shown of(Arrival mail, Map<Long, String> boxes, Map<TenantId, String> clients, Texts texts) {
            return new Shown(
                    mail.id(),
                    boxes.get(mail.mailbox()),
                    mail.arrivedAt(),
                    mail.size(),
                    mail.whole(),
                    Choice.word(mail.state()),
                    mail.sender(),
                    mail.subject(),
                    mail.reason() == null ? null : texts.say(mail.reason()),
                    mail.client() == null ? null : clients.get(mail.client()),
                    mail.ticket(),
                    mail.decidedBy());
        }
    }

    @GetMapping
    Page<Shown> list(
            Viewer viewer,
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable String state,
            @Following @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        Page<Arrival> found =
                arrivals.list(Choice.find("state", state, Arrival.State.class), cursor, Limits.checked(limit));
        Map<Long, String> boxes = boxes();
        Map<TenantId, String> clients = keys.clients(viewer, List.of());
        Texts texts = frames.texts(request);
        return found.map(mail -> Shown.of(mail, boxes, clients, texts));
    }

    @GetMapping("/{id}")
    Shown get(Viewer viewer, HttpServletRequest request, @PathVariable long id) {
        return Shown.of(arrivals.get(id), boxes(), keys.clients(viewer, List.of()), frames.texts(request));
    }

    /** As it came, for a mail program; of one that was too large, its headers. */
    @GetMapping(path = "/{id}/source", produces = MAIL)
    ResponseEntity<byte[]> source(@PathVariable long id) {
        arrivals.get(id);
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("mail-" + id + ".eml")
                                .build()
                                .toString())
                .contentType(MediaType.parseMediaType(MAIL))
                .body(OpinionLinks.veiled(arrivals.raw(id)));
    }

    @PostMapping("/{id}/ticket")
    ResponseEntity<Shown> open(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable long id,
            @RequestBody Whose whose,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        arrivals.get(id);
        TenantId client = scopes.tenant(viewer, whose.client());
        return once.answer(
                viewer,
                client,
                key,
                "mail " + id + " ticket",
                Shown.class,
                // The mail belongs to no client: what becomes of it is not written in the fence of the key.
                () -> Objects.requireNonNull(apart.execute(tx -> opened(viewer, id, client, key))),
                ticket -> ResponseEntity.created(URI.create("/api/v1/tickets/" + ticket))
                        .body(get(viewer, request, id)));
    }

    private long opened(Viewer viewer, long id, TenantId client, @Nullable String key) {
        Arrival mail = arrivals.get(id);
        Long ticket = mail.ticket();
        // The server stopped between the ticket and its key: whoever repeats the request hears of that ticket.
        boolean repeated = key != null
                && client.equals(mail.client())
                && viewer.actor().name().equals(mail.decidedBy());
        return repeated && ticket != null ? ticket : intake.openAsTicket(id, client, viewer.actor());
    }

    /** What waits is judged anyway: asking again is harmless and needs no key. */
    @PostMapping("/{id}/trial")
    Shown again(Viewer viewer, HttpServletRequest request, @PathVariable long id) {
        if (arrivals.get(id).state() != Arrival.State.WAITING) {
            arrivals.again(id, viewer.actor());
        }
        return get(viewer, request, id);
    }

    /** Again is harmless and needs no key. */
    @PostMapping("/{id}/removal")
    Shown drop(Viewer viewer, HttpServletRequest request, @PathVariable long id) {
        if (arrivals.get(id).state() != Arrival.State.DROPPED) {
            arrivals.drop(id, viewer.actor());
        }
        return get(viewer, request, id);
    }

    private Map<Long, String> boxes() {
        var boxes = new HashMap<Long, String>();
        mailboxes.all().forEach((Mailbox box) -> boxes.put(box.id(), box.key()));
        return boxes;
    }
}
