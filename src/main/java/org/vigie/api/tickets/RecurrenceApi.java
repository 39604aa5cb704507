package org.vigie.api.tickets;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
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
import org.vigie.api.Following;
import org.vigie.api.Keys;
import org.vigie.api.Limits;
import org.vigie.api.Once;
import org.vigie.api.Slices;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.servicedesk.templates.Recurrence;
import org.vigie.servicedesk.templates.Recurrences;
import org.vigie.servicedesk.templates.Templates;
import org.vigie.shared.Page;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;

/** Tickets that open by themselves. */
@RestController
@RequestMapping("/api/v1/recurrences")
@Needs(Permission.WORK_ON_TICKETS)
class RecurrenceApi {
    private static final ZoneId USUAL = ZoneId.of("Europe/Paris");
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm");

    private final Recurrences recurrences;
    private final Templates templates;
    private final ViewerScope scopes;
    private final Keys keys;
    private final Once once;

    RecurrenceApi(Recurrences recurrences, Templates templates, ViewerScope scopes, Keys keys, Once once) {
        this.recurrences = recurrences;
        this.templates = templates;
        this.scopes = scopes;
        this.keys = keys;
        this.once = once;
    }

    record Wanted(
            @Nullable String client,
            @Nullable String template,
            @Nullable String rule,
            @Nullable LocalDate first,
            @Nullable String at,
            @Nullable String timezone) {}

    record Shown(
            long id,
            String client,
            String template,
            @Nullable String rule,
            LocalDate first,
            String at,
            String timezone,
            @Nullable Instant next,
            boolean stopped) {}

    /** The next one first. */
    @GetMapping
    Page<Shown> list(
            Viewer viewer,
            @RequestParam(required = false) @Nullable String client,
            @Following @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        List<Recurrence> all = scopes.maybeOf(viewer, client, recurrences::all);
        Map<TenantId, String> names =
                keys.clients(viewer, all.stream().map(Recurrence::tenant).toList());
        return Slices.of(
                        all.stream()
                                .filter(one -> names.containsKey(one.tenant()))
                                .toList(),
                        one -> Long.toString(one.id()),
                        cursor,
                        Limits.checked(limit))
                .map(one -> shown(one, names));
    }

    @GetMapping("/{id}")
    Shown get(Viewer viewer, @PathVariable long id) {
        return shown(viewer, scopes.all(viewer, () -> recurrences.get(id)));
    }

    @PostMapping
    ResponseEntity<Shown> add(
            Viewer viewer,
            @RequestBody Wanted wanted,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        TenantId tenant = scopes.tenant(viewer, wanted.client());
        String template = templates
                .chosen("template", needed("template", wanted.template()))
                .key();
        LocalDate first = needed("first", wanted.first());
        LocalTime at = time(needed("at", wanted.at()));
        ZoneId zone = wanted.timezone() == null ? USUAL : zone(wanted.timezone());
        return once.answer(
                viewer,
                tenant,
                key,
                "recurrence " + wanted,
                Shown.class,
                () -> recurrences.add(template, wanted.rule(), first, at, zone, viewer.actor()),
                id -> ResponseEntity.status(HttpStatus.CREATED)
                        .body(shown(viewer, Scope.of(tenant).call(() -> recurrences.get(id)))));
    }

    @PostMapping("/{id}/stop")
    Shown stop(Viewer viewer, @PathVariable long id) {
        return changed(viewer, id, () -> recurrences.stop(id, viewer.actor()));
    }

    @PostMapping("/{id}/start")
    Shown start(Viewer viewer, @PathVariable long id) {
        return changed(viewer, id, () -> recurrences.start(id, viewer.actor()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Viewer viewer, @PathVariable long id) {
        Recurrence one = scopes.all(viewer, () -> recurrences.get(id));
        Scope.of(one.tenant()).run(() -> recurrences.remove(id, viewer.actor()));
    }

    private Shown changed(Viewer viewer, long id, Runnable deed) {
        Recurrence one = scopes.all(viewer, () -> recurrences.get(id));
        Scope.of(one.tenant()).run(deed);
        return get(viewer, id);
    }

    private Shown shown(Viewer viewer, Recurrence one) {
        return shown(one, keys.clients(viewer, List.of(one.tenant())));
    }

    private static Shown shown(Recurrence one, Map<TenantId, String> names) {
        return new Shown(
                one.id(),
                Objects.requireNonNull(names.get(one.tenant())),
                one.template(),
                one.rule(),
                one.first(),
                MINUTES.format(one.at()),
                one.timezone().getId(),
                one.next(),
                one.stopped());
    }

    private static LocalTime time(String typed) {
        try {
            return LocalTime.parse(typed);
        } catch (DateTimeException wrong) {
            throw Refused.field("at", "refusal.recurrence.time", typed);
        }
    }

    private static ZoneId zone(String typed) {
        try {
            return ZoneId.of(typed);
        } catch (DateTimeException wrong) {
            throw Refused.field("timezone", "refusal.declaration.not-zone", typed);
        }
    }

    private static <T> T needed(String field, @Nullable T value) {
        if (value == null) {
            throw Refused.field(field, "refusal.required");
        }
        return value;
    }
}
