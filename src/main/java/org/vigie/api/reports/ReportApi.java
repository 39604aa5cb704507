package org.vigie.api.reports;

import java.time.YearMonth;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.vigie.identity.Languages;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.page.Pages;
import org.vigie.page.Pdf;
import org.vigie.page.Texts;
import org.vigie.reporting.Reports;
import org.vigie.reporting.ServiceReport;
import org.vigie.shared.Refused;

/** The service report of a month, and the rows of its figures. */
@RestController
@RequestMapping("/api/v1/reports/service")
@Needs(Permission.SEE_REPORT)
class ReportApi {
    private final Reports reports;
    private final ViewerScope scopes;
    private final Pages pages;
    private final MessageSource messages;

    ReportApi(Reports reports, ViewerScope scopes, Pages pages, MessageSource messages) {
        this.reports = reports;
        this.scopes = scopes;
        this.pages = pages;
        this.messages = messages;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    ReportJson report(
            Viewer viewer,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable YearMonth month,
            @RequestParam(required = false) @Nullable String lang) {
        var report = counted(viewer, client, month);
        return saying(viewer, lang, report).report(report);
    }

    @GetMapping(produces = MediaType.APPLICATION_PDF_VALUE)
    ResponseEntity<byte[]> paper(
            Viewer viewer,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable YearMonth month,
            @RequestParam(required = false) @Nullable String lang) {
        var report = counted(viewer, client, month);
        var texts = new Texts(messages, language(viewer, lang), report.zone());
        return file(
                report, texts, "pdf", Pdf.of(pages.text("reports/paper", Map.of("texts", texts, "report", report))));
    }

    /** The links open the pages, which ask whoever follows them to sign in. */
    @GetMapping(produces = ReportSheet.TYPE)
    ResponseEntity<byte[]> sheet(
            Viewer viewer,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable YearMonth month,
            @RequestParam(required = false) @Nullable String lang) {
        var report = counted(viewer, client, month);
        String here =
                ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString();
        var texts = new Texts(messages, language(viewer, lang), report.zone());
        String evidence = here + "/reports/" + report.client() + "/" + report.month() + "/evidence/";
        return file(report, texts, "xlsx", ReportSheet.of(report, texts, evidence));
    }

    private static ResponseEntity<byte[]> file(ServiceReport report, Texts texts, String ending, byte[] content) {
        String name = report.client() + "-" + report.month() + "-" + texts.language() + "." + ending;
        return ResponseEntity.ok()
                .header("Content-Disposition", "inline; filename=\"" + name + "\"")
                .header("Cache-Control", "no-store")
                .body(content);
    }

    @GetMapping(path = "/evidence", produces = MediaType.APPLICATION_JSON_VALUE)
    ReportJson.EvidenceJson evidence(
            Viewer viewer,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam YearMonth month,
            @RequestParam String figure,
            @RequestParam(required = false) @Nullable String lang) {
        return scopes.of(
                viewer,
                client,
                () -> saying(viewer, lang, reports.service(month)).evidence(reports.evidence(month, figure)));
    }

    private ServiceReport counted(Viewer viewer, @Nullable String client, @Nullable YearMonth month) {
        return scopes.of(viewer, client, () -> reports.service(month == null ? reports.current() : month));
    }

    private ReportJson.Saying saying(Viewer viewer, @Nullable String lang, ServiceReport report) {
        return new ReportJson.Saying(
                new Texts(messages, language(viewer, lang), report.zone()),
                "/api/v1/reports/service/evidence?client=" + report.client() + "&month=" + report.month() + "&figure=");
    }

    private static Locale language(Viewer viewer, @Nullable String lang) {
        if (lang == null) {
            return viewer.locale();
        }
        return Languages.ALL.stream()
                .filter(one -> one.getLanguage().equals(lang))
                .findFirst()
                .orElseThrow(() -> Refused.field("lang", "refusal.choice", lang, "fr, en"));
    }
}
