package org.vigie.api.supervision;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.vigie.alerting.Alert;
import org.vigie.alerting.AlertEvent;
import org.vigie.alerting.AlertFilter;
import org.vigie.alerting.Alerts;
import org.vigie.api.Choice;
import org.vigie.api.Following;
import org.vigie.api.Keys;
import org.vigie.api.Limits;
import org.vigie.api.Once;
import org.vigie.api.Slices;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.PlainFrames;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.page.Texts;
import org.vigie.response.Playbooks;
import org.vigie.shared.Page;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;
import org.vigie.shared.Severity;

/** What is wrong, who looks after it, and what was decided about it. */
@RestController
@RequestMapping("/api/v1/alerts")
@Needs(Permission.SEE_SUPERVISION)
class AlertApi {
    private final Alerts alerts;
    private final Playbooks playbooks;
    private final ViewerScope scopes;
    private final Keys keys;
    private final Once once;
    private final PlainFrames frames;

    AlertApi(Alerts alerts, Playbooks playbooks, ViewerScope scopes, Keys keys, Once once, PlainFrames frames) {
        this.alerts = alerts;
        this.playbooks = playbooks;
        this.scopes = scopes;
        this.keys = keys;
        this.once = once;
        this.frames = frames;
    }

    /** @param cause the alert that explains this one; null, as nothing correlates alerts yet */
    record Shown(
            long id,
            String client,
            @Nullable String asset,
            @Nullable String check,
            String symptom,
            String severity,
            String summary,
            Instant openedAt,
            @Nullable Instant acknowledgedAt,
            @Nullable String acknowledgedBy,
            @Nullable String acknowledgementNote,
            @Nullable Instant acknowledgedUntil,
            @Nullable Instant clearedAt,
            @Nullable String mutedBy,
            @Nullable Long cause,
            @Nullable Long ticket) {}

    record Acknowledged(@Nullable String note, @Nullable Instant until) {}

    record Event(long id, Instant at, String kind, String by, boolean automatic, String text) {}

    @GetMapping
    Page<Shown> list(
            Viewer viewer,
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String asset,
            @RequestParam(required = false) @Nullable String severity,
            @Following @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        var filter = new AlertFilter(
                open(status), keys.asset(viewer, client, asset), Choice.find("severity", severity, Severity.class));
        Page<Alert> found = scopes.maybeOf(viewer, client, () -> alerts.list(filter, cursor, Limits.checked(limit)));
        return new Page<>(shown(viewer, found.items(), frames.texts(request)), found.next());
    }

    @GetMapping("/{id}")
    Shown get(Viewer viewer, HttpServletRequest request, @PathVariable long id) {
        return shown(viewer, List.of(find(viewer, id)), frames.texts(request)).getFirst();
    }

    @PostMapping("/{id}/acknowledgement")
    @Needs(Permission.ACKNOWLEDGE_ALERTS)
    ResponseEntity<Shown> acknowledge(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable long id,
            @RequestBody(required = false) @Nullable Acknowledged body,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        var wanted = body == null ? new Acknowledged(null, null) : body;
        return once.answer(
                viewer,
                find(viewer, id).tenant(),
                key,
                "alert " + id + " " + wanted,
                Shown.class,
                () -> {
                    alerts.acknowledge(id, viewer.actor(), wanted.note(), wanted.until());
                    return id;
                },
                same -> ResponseEntity.ok(get(viewer, request, same)));
    }

    @DeleteMapping("/{id}/acknowledgement")
    @Needs(Permission.ACKNOWLEDGE_ALERTS)
    Shown withdraw(Viewer viewer, HttpServletRequest request, @PathVariable long id) {
        Scope.of(find(viewer, id).tenant()).run(() -> alerts.withdrawAcknowledgement(id, viewer.actor()));
        return get(viewer, request, id);
    }

    @GetMapping("/{id}/timeline")
    Page<Event> timeline(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable long id,
            @Following @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        Texts texts = frames.texts(request);
        List<AlertEvent> all = Scope.of(find(viewer, id).tenant()).call(() -> alerts.timeline(id));
        return Slices.of(all, event -> Long.toString(event.id()), cursor, Limits.checked(limit))
                .map(event -> new Event(
                        event.id(),
                        event.at(),
                        Choice.word(event.kind()),
                        event.by().name(),
                        !event.by().isPerson(),
                        texts.say(event.reason())));
    }

    private Alert find(Viewer viewer, long id) {
        return scopes.all(viewer, () -> alerts.get(id));
    }

    private List<Shown> shown(Viewer viewer, List<Alert> some, Texts texts) {
        var clients = keys.clients(viewer, some.stream().map(Alert::tenant).toList());
        var assets = scopes.all(
                viewer, () -> keys.assets(some.stream().map(Alert::assetId).toList()));
        var checks = new HashMap<Long, @Nullable String>();
        return some.stream()
                .map(alert -> Scope.of(alert.tenant())
                        .call(() -> new Shown(
                                alert.id(),
                                Objects.requireNonNull(clients.get(alert.tenant())),
                                assets.get(alert.assetId()),
                                checks.computeIfAbsent(alert.checkId(), keys::check),
                                alert.symptom(),
                                Choice.word(alert.severity()),
                                texts.say(alert.summary()),
                                alert.openedAt(),
                                alert.acknowledgedAt(),
                                alert.acknowledgedBy(),
                                alert.acknowledgementNote(),
                                alert.acknowledgedUntil(),
                                alert.clearedAt(),
                                alert.mutedBy(),
                                null,
                                playbooks.ticketOf(alert.id()).orElse(null))))
                .toList();
    }

    private static @Nullable Boolean open(@Nullable String status) {
        return switch (status) {
            case null -> null;
            case "" -> null;
            case "open" -> true;
            case "cleared" -> false;
            default -> throw Refused.field("status", "refusal.choice", status, "open, cleared");
        };
    }
}
