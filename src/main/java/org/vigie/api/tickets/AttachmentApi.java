package org.vigie.api.tickets;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
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
import org.vigie.api.Slices;
import org.vigie.api.Tags;
import org.vigie.files.Files;
import org.vigie.files.StoredFile;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.servicedesk.Attachment;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.Tickets;
import org.vigie.shared.NotFound;
import org.vigie.shared.Page;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;

/** The files of a ticket: sent as they are, given back to be saved. */
@RestController
@RequestMapping("/api/v1/tickets/{number}/attachments")
@Needs(Permission.SEE_TICKETS)
class AttachmentApi {
    private final Verb verb;
    private final Tickets tickets;
    private final Files files;

    AttachmentApi(Verb verb, Tickets tickets, Files files) {
        this.verb = verb;
        this.tickets = tickets;
        this.files = files;
    }

    /** @param entry the line of the timeline that it came with */
    record Shown(
            UUID id, String name, String type, long size, Instant addedAt, String by, long entry, boolean internal) {
        static Shown of(Attachment attachment) {
            StoredFile file = attachment.file();
            return new Shown(
                    file.id(),
                    file.name(),
                    file.type(),
                    file.size(),
                    file.addedAt(),
                    file.by().name(),
                    attachment.entry(),
                    attachment.internal());
        }
    }

    @GetMapping
    Page<Shown> list(
            Viewer viewer,
            @PathVariable long number,
            @Following @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        Ticket ticket = verb.find(viewer, number);
        var all = Scope.of(ticket.tenant())
                .call(() -> tickets.attachments(number, viewer.role().isStaff()));
        return Slices.of(all, attachment -> attachment.file().id().toString(), cursor, Limits.checked(limit))
                .map(Shown::of);
    }

    @PostMapping(consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @Needs(Permission.REPLY_TO_TICKET)
    ResponseEntity<Shown> attach(
            Viewer viewer,
            @PathVariable long number,
            @RequestParam String name,
            @RequestParam(defaultValue = "false") boolean internal,
            @RequestBody(required = false) byte @Nullable [] content,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        if (internal && !viewer.role().isStaff()) {
            throw Refused.field("internal", "refusal.internal");
        }
        byte[] bytes = content == null ? new byte[0] : content;
        return verb.make(
                viewer,
                number,
                key,
                "attach " + name + " " + internal + " "
                        + Tags.digest(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)),
                Shown.class,
                ticket -> {
                    StoredFile file = files.add(name, new ByteArrayInputStream(bytes), viewer.actor());
                    return tickets.attach(number, file.id(), internal, viewer.actor());
                },
                entry -> shown(viewer, number, entry));
    }

    private ResponseEntity<Shown> shown(Viewer viewer, long number, long entry) {
        Ticket ticket = verb.find(viewer, number);
        Attachment made =
                Scope.of(ticket.tenant())
                        .call(() -> tickets.attachments(number, viewer.role().isStaff()))
                        .stream()
                        .filter(attachment -> attachment.entry() == entry)
                        .findFirst()
                        .orElseThrow(() -> NotFound.of("attachment", entry));
        return ResponseEntity.created(URI.create("/api/v1/tickets/" + number + "/attachments/"
                        + made.file().id()))
                .body(Shown.of(made));
    }

    /** Whatever it is, a browser saves it and never runs it. */
    @GetMapping(path = "/{file}", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    ResponseEntity<byte[]> read(Viewer viewer, @PathVariable long number, @PathVariable UUID file) {
        Ticket ticket = verb.find(viewer, number);
        return Scope.of(ticket.tenant()).call(() -> {
            StoredFile stored =
                    tickets.attachment(number, file, viewer.role().isStaff()).file();
            return ResponseEntity.ok()
                    .header(
                            HttpHeaders.CONTENT_DISPOSITION,
                            ContentDisposition.attachment()
                                    .filename(stored.name(), java.nio.charset.StandardCharsets.UTF_8)
                                    .build()
                                    .toString())
                    .contentType(MediaType.APPLICATION_OCTET_STREAM)
                    .body(files.read(stored.id()));
        });
    }
}
