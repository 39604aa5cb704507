package org.vigie.console.checks;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;
import org.vigie.alerting.AlertFilter;
import org.vigie.alerting.Alerts;
import org.vigie.console.Names;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.maintenance.Windows;
import org.vigie.monitoring.Check;
import org.vigie.monitoring.CheckFilter;
import org.vigie.monitoring.CheckState;
import org.vigie.monitoring.Checks;
import org.vigie.monitoring.Graphs;
import org.vigie.organization.Clients;
import org.vigie.page.Frames;
import org.vigie.page.Pages;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;

/** {@code /checks} and {@code /checks/{id}}. */
@Controller
class CheckPages {
    private static final int SHOWN = 200;

    private final Pages pages;
    private final Frames frames;
    private final ViewerScope look;
    private final Checks checks;
    private final Graphs graphs;
    private final Alerts alerts;
    private final Windows windows;
    private final Clients clients;
    private final Names names;
    private final InstantSource clock;

    CheckPages(
            Pages pages,
            Frames frames,
            ViewerScope look,
            Checks checks,
            Graphs graphs,
            Alerts alerts,
            Windows windows,
            Clients clients,
            Names names,
            InstantSource clock) {
        this.pages = pages;
        this.frames = frames;
        this.look = look;
        this.checks = checks;
        this.graphs = graphs;
        this.alerts = alerts;
        this.windows = windows;
        this.clients = clients;
        this.names = names;
        this.clock = clock;
    }

    @GetMapping("/checks")
    @Needs(Permission.SEE_SUPERVISION)
    View list(
            Viewer viewer,
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String cursor) {
        CheckState wanted = state(state);
        var everyClient = look.all(viewer, clients::visible);
        return look.maybeOf(viewer, client, () -> {
            var found = checks.list(new CheckFilter(wanted, null), cursor, SHOWN);
            return pages.show(
                    request,
                    "checks/list",
                    Map.of(
                            "rows", CheckRow.of(found.items(), names),
                            "next", found.next() == null ? "" : found.next(),
                            "state", state == null ? "" : state,
                            "client", client == null ? "" : client,
                            "clients", everyClient));
        });
    }

    @GetMapping("/checks/{id}")
    @Needs(Permission.SEE_SUPERVISION)
    View show(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable long id,
            @RequestParam(defaultValue = "24h") String range) {
        Duration span = span(range);
        Instant now = clock.instant();
        return inTenantOf(
                viewer,
                id,
                check -> pages.show(
                        request,
                        "checks/check",
                        Map.of(
                                "row", CheckRow.of(List.of(check), names).getFirst(),
                                "range", range,
                                "from", now.minus(span),
                                "to", now,
                                "spans", checks.history(List.of(id), now.minus(span), now),
                                "graphs", graphs.of(id, now.minus(span), now),
                                "alerts",
                                        alerts.list(new AlertFilter(null, check.assetId(), null), null, 10)
                                                .items(),
                                "windows", windows.of(check.assetId(), now, now.plus(Duration.ofDays(60))),
                                "mayDeclare", viewer.may(Permission.DECLARE),
                                "mayAsk", viewer.may(Permission.ACKNOWLEDGE_ALERTS))));
    }

    /** What the page's graphs draw: one of the check's graphs over a range that ends now. */
    @GetMapping("/checks/{id}/series")
    @Needs(Permission.SEE_SUPERVISION)
    @ResponseBody
    Drawing series(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable long id,
            @RequestParam(defaultValue = "24h") String range,
            @RequestParam(defaultValue = "0") int graph) {
        Instant now = clock.instant();
        var texts = frames.of(request).texts();
        return inTenantOfCheck(viewer, id, check -> {
            var all = graphs.of(id, now.minus(span(range)), now);
            if (graph < 0 || graph >= Math.max(1, all.size())) {
                throw Refused.field("graph", "refusal.range", graph, 0, all.size() - 1);
            }
            return all.isEmpty() ? Drawing.empty() : Drawing.of(all.get(graph), texts);
        });
    }

    @PostMapping("/checks/{id}/asking")
    @Needs(Permission.ACKNOWLEDGE_ALERTS)
    View ask(Viewer viewer, @PathVariable long id) {
        return inTenantOf(viewer, id, check -> {
            checks.askNow(id);
            return new RedirectView("/checks/" + id);
        });
    }

    private View inTenantOf(Viewer viewer, long id, java.util.function.Function<Check, View> work) {
        return inTenantOfCheck(viewer, id, work);
    }

    private <T> T inTenantOfCheck(Viewer viewer, long id, java.util.function.Function<Check, T> work) {
        Check check = look.all(viewer, () -> checks.get(id));
        return Scope.of(check.tenant()).call(() -> work.apply(check));
    }

    private static @Nullable CheckState state(@Nullable String state) {
        if (state == null || state.isBlank()) {
            return null;
        }
        try {
            return CheckState.valueOf(state.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw Refused.field("state", "refusal.choice", state, "ok, warning, critical, unknown, pending");
        }
    }

    private static Duration span(String range) {
        return switch (range) {
            case "1h" -> Duration.ofHours(1);
            case "24h" -> Duration.ofHours(24);
            case "7d" -> Duration.ofDays(7);
            case "30d" -> Duration.ofDays(30);
            default -> throw Refused.field("range", "refusal.choice", range, "1h, 24h, 7d, 30d");
        };
    }
}
