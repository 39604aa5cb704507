package org.vigie.api.mail;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.vigie.api.Following;
import org.vigie.api.Keys;
import org.vigie.api.Limits;
import org.vigie.api.Slices;
import org.vigie.api.Tags;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.PlainFrames;
import org.vigie.identity.Viewer;
import org.vigie.mail.Mailbox;
import org.vigie.mail.MailboxHealth;
import org.vigie.mail.Mailboxes;
import org.vigie.page.Texts;
import org.vigie.shared.Page;
import org.vigie.shared.Refused;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;

/** Where mail comes from and goes out, and how each mailbox is. */
@RestController
@RequestMapping("/api/v1/mailboxes")
@Needs(Permission.ADMINISTER)
class MailboxApi {
    private final Mailboxes mailboxes;
    private final Keys keys;
    private final PlainFrames frames;
    private final InstantSource clock;

    MailboxApi(Mailboxes mailboxes, Keys keys, PlainFrames frames, InstantSource clock) {
        this.mailboxes = mailboxes;
        this.keys = keys;
        this.frames = frames;
        this.clock = clock;
    }

    /** @param trouble what is wrong; null when it works */
    record Trial(boolean works, @Nullable String trouble) {}

    @GetMapping
    Page<ShownMailbox> list(
            Viewer viewer,
            HttpServletRequest request,
            @Following @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        Map<TenantId, String> clients = keys.clients(viewer, List.of());
        Map<Long, MailboxHealth> health = mailboxes.health();
        Texts texts = frames.texts(request);
        return Slices.of(mailboxes.all(), Mailbox::key, cursor, Limits.checked(limit))
                .map(box -> ShownMailbox.of(box, health.get(box.id()), clients, texts, clock.instant()));
    }

    @GetMapping("/{key}")
    ResponseEntity<ShownMailbox> get(Viewer viewer, HttpServletRequest request, @PathVariable String key) {
        return tagged(viewer, request, mailboxes.get(key), HttpStatus.OK);
    }

    @PutMapping("/{key}")
    ResponseEntity<ShownMailbox> put(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable String key,
            @RequestBody MailboxWanted wanted,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        Optional<Mailbox> before = find(key);
        Tags.match(ifMatch, before.map(box -> Tags.of(box.version())).orElse(null));
        Long version = ifMatch == null ? null : before.map(Mailbox::version).orElse(null);
        try {
            Mailbox box = mailboxes.put(wanted.draft(key, keys.clients(viewer, List.of())), version, viewer.actor());
            return tagged(viewer, request, box, before.isEmpty() ? HttpStatus.CREATED : HttpStatus.OK);
        } catch (Refused refused) {
            throw MailboxWanted.named(refused);
        }
    }

    @DeleteMapping("/{key}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Viewer viewer, @PathVariable String key) {
        mailboxes.remove(key, viewer.actor());
    }

    /** Changes nothing, so it needs no key to be repeated. */
    @PostMapping("/{key}/trial")
    Trial tried(HttpServletRequest request, @PathVariable String key) {
        Words trouble = mailboxes.tried(key);
        return trouble == null
                ? new Trial(true, null)
                : new Trial(false, frames.texts(request).say(trouble));
    }

    private Optional<Mailbox> find(String key) {
        return mailboxes.all().stream().filter(box -> box.key().equals(key)).findFirst();
    }

    private ResponseEntity<ShownMailbox> tagged(
            Viewer viewer, HttpServletRequest request, Mailbox box, HttpStatus status) {
        MailboxHealth health = mailboxes.health().get(box.id());
        return ResponseEntity.status(status)
                .eTag(Tags.of(box.version()))
                .body(ShownMailbox.of(
                        box, health, keys.clients(viewer, List.of()), frames.texts(request), clock.instant()));
    }
}
