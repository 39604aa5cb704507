package org.vigie.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.vigie.contracts.Contract.Availability;
import org.vigie.contracts.Contract.Method;
import org.vigie.contracts.Contract.UnknownCountsAs;
import org.vigie.contracts.Milestone;
import org.vigie.page.Pdf;
import org.vigie.page.Texts;
import org.vigie.reporting.ServiceReport.Verdict;
import org.vigie.shared.Words;

class ReportPaperTest {

    static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    @ParameterizedTest
    @CsvSource({
        "fr, 'Rapport de service, novembre 2026', 'Prise en charge (GTI)', '99,167 %', 'manqué', 'non mesurable', '46/47 (97,9 %)'",
        "en, 'Service report, November 2026', 'Time to respond (GTI)', '99.167 %', 'missed', 'not measurable', '46/47 (97.9 %)'"
    })
    void fitsOnOnePageInBothLanguages(
            String language, String heading, String gti, String gross, String missed, String nobody, String kept)
            throws IOException {
        byte[] paper = Pdf.of(html(Locale.of(language), november()));
        Files.write(Path.of("target", "service-report-" + language + ".pdf"), paper);
        try (var document = Loader.loadPDF(paper)) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            String text = new PDFTextStripper()
                    .getText(document)
                    .replace('\u00a0', ' ')
                    .replaceAll("\\s+", " ");
            assertThat(text).contains("Boutique Éphémère", heading, gti, gross, missed, nobody, kept, "2/3");
            assertThat(text).doesNotContain("reporting.", "verdict.", "MCS", "#");
        }
    }

    /** Long names, many lines: it may take more pages, and then none of it is lost and each table says what it is. */
    @ParameterizedTest
    @CsvSource({"fr, 0, 1", "en, 0, 1", "fr, 3, 1", "en, 3, 1", "fr, 25, 2", "en, 25, 2"})
    void holdsFromNoServiceToTwentyFive(String language, int services, int pages) throws IOException {
        byte[] paper = Pdf.of(html(Locale.of(language), month(services)));
        Files.write(Path.of("target", "service-report-" + services + "-" + language + ".pdf"), paper);
        try (var document = Loader.loadPDF(paper)) {
            assertThat(document.getNumberOfPages()).isEqualTo(pages);
            var stripper = new PDFTextStripper();
            String text = stripper.getText(document).replaceAll("\\s+", " ");
            for (int i = 1; i <= services; i++) {
                assertThat(text).contains("Plateforme nationale n° " + i + " de");
            }
            assertThat(text).contains("P1", "P4", "1/" + pages).doesNotContain("reporting.", "#");
            var catalog = document.getDocumentCatalog();
            assertThat(document.getDocumentInformation().getTitle())
                    .contains(language.equals("fr") ? "novembre 2026" : "November 2026");
            assertThat(catalog.getLanguage()).isEqualTo(language);
            assertThat(catalog.getViewerPreferences().displayDocTitle()).isTrue();
            var bookmarks = new ArrayList<String>();
            catalog.getDocumentOutline().children().forEach(item -> bookmarks.add(item.getTitle()));
            assertThat(bookmarks).hasSize(5).contains("Incidents", "Satisfaction");
        }
    }

    private static ServiceReport month(int services) {
        var like = november();
        var all = new ArrayList<ServiceReport.Service>();
        for (int i = 1; i <= services; i++) {
            all.add(service(
                    "Plateforme nationale n° " + i + " de dématérialisation des marchés et des achats du groupe",
                    i % 7 == 0 ? null : "99.49" + (900 + i),
                    i % 7 == 0 ? null : "99.8999",
                    i % 7 == 0 ? Verdict.NOT_MEASURABLE : i % 3 == 0 ? Verdict.MISSED : Verdict.KEPT));
        }
        var incidents = new ArrayList<Evidence.Incident>();
        for (int i = 0; i < 12_345; i++) {
            incidents.add(incident(1 + i % 4));
        }
        return new ServiceReport(
                like.client(),
                "Société anonyme d'économie mixte pour l'aménagement et l'exploitation du port de Saint-Quay-Portrieux",
                like.month(),
                like.zone(),
                like.from(),
                like.end(),
                like.end(),
                true,
                like.contract(),
                like.availability(),
                all,
                ClockFigures.incidents(incidents, incidents),
                like.promises(),
                like.satisfaction());
    }

    @Test
    void hasEveryTextInBothLanguages() throws IOException {
        var french = keys("fr");
        assertThat(french).isNotEmpty().isEqualTo(keys("en"));
    }

    private static List<String> keys(String language) throws IOException {
        var properties = new java.util.Properties();
        try (var in = ReportPaperTest.class.getResourceAsStream("/messages/reporting_" + language + ".properties")) {
            properties.load(in);
        }
        return properties.stringPropertyNames().stream().sorted().toList();
    }

    private static String html(Locale locale, ServiceReport report) {
        var bundles = new ResourceBundleMessageSource();
        bundles.setBasenames("messages/reporting", "messages/console", "messages/page");
        bundles.setDefaultEncoding("UTF-8");
        bundles.setFallbackToSystemLocale(false);
        bundles.setAlwaysUseMessageFormat(true);
        var engine = TemplateEngine.createPrecompiled(
                null, ContentType.Html, ReportPaperTest.class.getClassLoader(), "vigiepages");
        engine.setBinaryStaticContent(true);
        var out = new StringOutput();
        engine.render("reports/paper.jte", Map.of("texts", new Texts(bundles, locale, PARIS), "report", report), out);
        return out.toString();
    }

    private static ServiceReport november() {
        var terms = new Availability(new BigDecimal("99.9"), Method.B, UnknownCountsAs.UNMEASURED);
        var services = new ArrayList<ServiceReport.Service>();
        services.add(service("Boutique en ligne", "99.167", "99.721", Verdict.MISSED));
        services.add(service("Messagerie", "100.000", "100.000", Verdict.KEPT));
        services.add(service("Téléphonie", null, null, Verdict.NOT_MEASURABLE));
        for (int i = 1; i <= 3; i++) {
            services.add(service("Application métier " + i, "99.981", "99.990", Verdict.KEPT));
        }
        return new ServiceReport(
                "boutique",
                "Boutique Éphémère",
                YearMonth.of(2026, 11),
                PARIS,
                Instant.parse("2026-10-31T23:00:00Z"),
                Instant.parse("2026-11-30T23:00:00Z"),
                Instant.parse("2026-11-23T11:00:00Z"),
                false,
                "infogerance-2026",
                terms,
                services,
                ClockFigures.incidents(List.of(incident(1), incident(2)), List.of(incident(2))),
                ClockFigures.promises(clocks()),
                OpinionFigures.of(opinions()));
    }

    private static ServiceReport.Service service(String name, String gross, String contractual, Verdict verdict) {
        return new ServiceReport.Service(
                name,
                name,
                "standard",
                "h24",
                percent(gross),
                percent(contractual),
                new BigDecimal("99.9"),
                verdict,
                Figures.time("down.x", Duration.ofMinutes(360), "reporting.formula.down"),
                Figures.time("unmeasured.x", Duration.ofSeconds(90), "reporting.formula.unmeasured"),
                Figures.time("maintenance.x", Duration.ofMinutes(240), "reporting.formula.maintenance"));
    }

    private static Figure percent(String value) {
        return new Figure(
                value == null ? null : new BigDecimal(value),
                "percent",
                null,
                null,
                Words.of("reporting.formula.gross"),
                "");
    }

    private static Evidence.Incident incident(long number) {
        return new Evidence.Incident(number, "P" + number, null, Instant.parse("2026-11-03T10:00:00Z"), null, null);
    }

    private static List<Evidence.Opinion> opinions() {
        var opinions = new ArrayList<Evidence.Opinion>();
        for (int i = 0; i < 131; i++) {
            var at = Instant.parse("2026-11-03T10:00:00Z").plusSeconds(i);
            boolean answered = i % 3 == 0 && i < 90;
            opinions.add(new Evidence.Opinion(
                    1001 + i, at, i < 90 ? null : "automatic", answered ? 1 + i % 5 : null, answered ? at : null));
        }
        return opinions;
    }

    private static List<Evidence.Clock> clocks() {
        var clocks = new ArrayList<Evidence.Clock>();
        for (int i = 0; i < 47; i++) {
            clocks.add(clock(i, "P3", Milestone.RESPOND, i == 0 ? "missed" : "kept"));
        }
        clocks.add(clock(50, "P1", Milestone.RESTORE, "kept"));
        clocks.add(clock(51, "P1", Milestone.RESTORE, "kept"));
        clocks.add(clock(52, "P1", Milestone.RESTORE, "missed"));
        clocks.add(clock(53, "P2", Milestone.RESTORE, "not-measurable"));
        clocks.add(clock(54, "P2", Milestone.RESTORE, "running"));
        return clocks;
    }

    private static Evidence.Clock clock(long number, String priority, Milestone milestone, String verdict) {
        var at = Instant.parse("2026-11-03T10:00:00Z");
        return new Evidence.Clock(number, "incident", priority, milestone, null, "4h", at, at, at, null, verdict);
    }
}
