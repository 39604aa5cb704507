package org.vigie.console.reports;

import jakarta.servlet.http.HttpServletRequest;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;
import org.vigie.identity.Languages;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.organization.Client;
import org.vigie.organization.Clients;
import org.vigie.page.Frames;
import org.vigie.page.Pages;
import org.vigie.page.Pdf;
import org.vigie.page.Texts;
import org.vigie.reporting.Reports;
import org.vigie.shared.NotFound;
import org.vigie.shared.Scope;

/** {@code /reports}: who has which months, the report of one, the rows of a figure, the paper. */
@Controller
@Needs(Permission.SEE_REPORT)
class ReportPages {
    private final Pages pages;
    private final Frames frames;
    private final MessageSource messages;
    private final ViewerScope look;
    private final Clients clients;
    private final Reports reports;

    ReportPages(
            Pages pages, Frames frames, MessageSource messages, ViewerScope look, Clients clients, Reports reports) {
        this.pages = pages;
        this.frames = frames;
        this.messages = messages;
        this.look = look;
        this.clients = clients;
        this.reports = reports;
    }

    @GetMapping("/reports")
    View list(Viewer viewer, HttpServletRequest request) {
        var rows = look.all(viewer, clients::visible).stream()
                .map(client -> ClientMonths.upTo(client, Scope.of(client.id()).call(reports::current)))
                .toList();
        return look.all(viewer, () -> pages.show(request, "reports/list", Map.of("rows", rows)));
    }

    @GetMapping("/reports/{client}")
    View current(Viewer viewer, @PathVariable String client) {
        return look.of(viewer, client, () -> new RedirectView("/reports/" + client + "/" + reports.current()));
    }

    @GetMapping("/reports/{client}/{month:\\d\\d\\d\\d-\\d\\d}")
    View show(Viewer viewer, HttpServletRequest request, @PathVariable String client, @PathVariable YearMonth month) {
        return look.of(viewer, client, () -> {
            var report = reports.service(month);
            Map<String, Object> params = new HashMap<>();
            params.put("report", report);
            params.put("texts", texts(request, report.zone()));
            params.put("previous", month.minusMonths(1).toString());
            params.put("next", report.over() ? month.plusMonths(1).toString() : "");
            return pages.show(request, "reports/report", params);
        });
    }

    @GetMapping("/reports/{client}/{month}/evidence/{figure}")
    View evidence(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable String client,
            @PathVariable YearMonth month,
            @PathVariable String figure) {
        return look.of(viewer, client, () -> {
            Client owner = clients.find(client).orElseThrow(() -> NotFound.of("client", client));
            Map<String, Object> params = new HashMap<>();
            params.put("client", owner);
            params.put("month", month);
            params.put("texts", texts(request, reports.zone()));
            params.put("evidence", reports.evidence(month, figure));
            params.put("mayOpenChecks", viewer.may(Permission.SEE_SUPERVISION));
            params.put("mayOpenTickets", viewer.may(Permission.SEE_TICKETS));
            params.put("tickets", viewer.may(Permission.USE_PORTAL) ? "/portal/tickets/" : "/tickets/");
            return pages.show(request, "reports/evidence", params);
        });
    }

    @GetMapping("/reports/{client}/{month:\\d\\d\\d\\d-\\d\\d}.pdf")
    ResponseEntity<byte[]> paper(
            Viewer viewer,
            @PathVariable String client,
            @PathVariable YearMonth month,
            @RequestParam(required = false) @Nullable String lang) {
        Locale language = lang == null ? viewer.locale() : Languages.of(lang);
        var report = look.of(viewer, client, () -> reports.service(month));
        var texts = new Texts(messages, language, report.zone());
        var paper = Pdf.of(pages.text("reports/paper", Map.of("texts", texts, "report", report)));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(
                        "Content-Disposition",
                        "inline; filename=\"" + report.client() + "-" + month + "-" + texts.language() + ".pdf\"")
                .header("Cache-Control", "no-store")
                .body(paper);
    }

    /** Times are those of the client, whoever reads. */
    private Texts texts(HttpServletRequest request, ZoneId zone) {
        return new Texts(messages, frames.of(request).texts().locale(), zone);
    }
}
