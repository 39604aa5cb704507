package org.vigie.console.audit;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;
import org.vigie.audit.AuditFilter;
import org.vigie.audit.AuditTrail;
import org.vigie.console.Names;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.organization.Clients;
import org.vigie.page.Frames;
import org.vigie.page.Pages;
import org.vigie.shared.Refused;

/** {@code /audit}: the trail, the newest first; whoever administers also sees what belongs to no client, and the chain. */
@Controller
class AuditPage {
    private static final int SHOWN = 100;

    /** Also what automatisms did across clients; nothing chosen leaves that out, as it would hide what people did. */
    private static final String ALL = "all";

    /** The first word of a verb: what kind of deed. */
    static final List<String> DEEDS = List.of(
            "sign-in",
            "account",
            "session",
            "token",
            "category",
            "template",
            "recurrence",
            "client",
            "site",
            "declarations",
            "declaration",
            "mailbox",
            "webhook",
            "text",
            "article",
            "mail",
            "sender-rule",
            "dump",
            "scope",
            "audit");

    private final Pages pages;
    private final Frames frames;
    private final ViewerScope look;
    private final AuditTrail trail;
    private final Clients clients;
    private final Names names;

    AuditPage(Pages pages, Frames frames, ViewerScope look, AuditTrail trail, Clients clients, Names names) {
        this.pages = pages;
        this.frames = frames;
        this.look = look;
        this.trail = trail;
        this.clients = clients;
        this.names = names;
    }

    @GetMapping("/audit")
    @Needs(Permission.SEE_AUDIT)
    View list(
            Viewer viewer,
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable String who,
            @RequestParam(required = false) @Nullable String verb,
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String cursor) {
        boolean administers = viewer.may(Permission.ADMINISTER);
        ZoneId zone = frames.of(request).texts().zone();
        var filter = new AuditFilter(
                blankToNull(who),
                ALL.equals(verb) ? null : blankToNull(verb),
                blankToNull(subject),
                day("from", from, zone, 0),
                day("to", to, zone, 1),
                blankToNull(verb) != null,
                administers);
        var everyClient = look.all(viewer, clients::visible);
        var chosen = new Chosen(text(client), text(who), text(verb), text(subject), text(from), text(to));
        return look.maybeOf(viewer, client, () -> {
            var found = trail.list(filter, blankToNull(cursor), SHOWN);
            var owners = names.clients();
            Map<String, Object> params = new HashMap<>();
            params.put(
                    "rows",
                    found.items().stream()
                            .map(entry ->
                                    new AuditRow(entry, entry.tenant() == null ? null : owners.get(entry.tenant())))
                            .toList());
            params.put("next", found.next() == null ? "" : found.next());
            params.put("chosen", chosen);
            params.put("deeds", DEEDS);
            params.put("clients", everyClient);
            params.put("administers", administers);
            params.put(
                    "verified",
                    administers ? trail.lastVerification().map(List::of).orElse(List.of()) : List.of());
            return pages.show(request, "audit/list", params);
        });
    }

    @PostMapping("/audit/verification")
    @Needs(Permission.ADMINISTER)
    View verify(Viewer viewer) {
        trail.verify(null, viewer.actor());
        var redirect = new RedirectView("/audit");
        redirect.setStatusCode(HttpStatus.SEE_OTHER);
        return redirect;
    }

    /** The beginning of a day where the reader is; of the last day, the end. */
    private static @Nullable Instant day(String field, @Nullable String written, ZoneId zone, int daysLater) {
        if (written == null || written.isBlank()) {
            return null;
        }
        try {
            return LocalDate.parse(written.strip())
                    .plusDays(daysLater)
                    .atStartOfDay(zone)
                    .toInstant();
        } catch (DateTimeParseException e) {
            throw Refused.field(field, "refusal.parameter", written);
        }
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given.strip();
    }

    private static @Nullable String blankToNull(@Nullable String given) {
        return given == null || given.isBlank() ? null : given.strip();
    }
}
