package org.vigie.api.reports;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import org.dhatim.fastexcel.HyperLink;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.vigie.page.Texts;
import org.vigie.reporting.Figure;
import org.vigie.reporting.ServiceReport;

/**
 * The report as a workbook: one line a figure, its value a number that can be counted with, its formula beside it and a
 * link to the rows that it was counted from.
 */
final class ReportSheet {
    static final String TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static final List<String> COLUMNS = List.of(
            "section", "about", "figure", "value", "unit", "kept", "of", "target", "verdict", "formula", "rows");
    private static final int[] WIDTHS = {24, 28, 26, 12, 10, 8, 8, 12, 16, 60, 20};

    /** The name of a sheet may be this long (ECMA-376, 18.2.19). */
    private static final int LONGEST_NAME = 31;

    private final Worksheet sheet;
    private final Texts texts;
    private final ServiceReport report;
    private final String evidence;
    private int row;

    private ReportSheet(Worksheet sheet, Texts texts, ServiceReport report, String evidence) {
        this.sheet = sheet;
        this.texts = texts;
        this.report = report;
        this.evidence = evidence;
    }

    /** @param evidence the address under which the pages show the rows of a figure */
    static byte[] of(ServiceReport report, Texts texts, String evidence) {
        var bytes = new ByteArrayOutputStream();
        try (var workbook = new Workbook(bytes, "Vigie", "1.0")) {
            String name = report.client() + " " + report.month();
            var sheet = workbook.newWorksheet(
                    name.length() > LONGEST_NAME ? report.month().toString() : name);
            new ReportSheet(sheet, texts, report, evidence).write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void write() {
        for (int column = 0; column < WIDTHS.length; column++) {
            sheet.width(column, WIDTHS[column]);
        }
        head();
        report.services().forEach(this::service);
        report.incidents().forEach(this::incidents);
        report.promises().forEach(this::promise);
        satisfaction(report.satisfaction());
    }

    private void head() {
        title(texts.t("reporting.title", report.clientName(), texts.month(report.month())));
        line(texts.t(
                "reporting.period",
                report.from(),
                report.over() ? report.end() : report.counted(),
                report.zone().getId()));
        var terms = report.availability();
        line(
                report.contract() == null
                        ? texts.t("reporting.no-contract")
                        : terms == null
                                ? texts.t("reporting.contract", report.contract())
                                : texts.t(
                                        "reporting.contract.availability",
                                        report.contract(),
                                        texts.number(
                                                terms.target(),
                                                Math.max(0, terms.target().scale())),
                                        terms.method().name(),
                                        texts.name(terms.unknownCountsAs())));
        if (!report.over()) {
            line(texts.t("reporting.provisional", report.counted()));
        }
        row++;
        for (int column = 0; column < COLUMNS.size(); column++) {
            sheet.value(row, column, texts.t("reporting.sheet." + COLUMNS.get(column)));
        }
        sheet.range(row, 0, row, COLUMNS.size() - 1).style().bold().set();
        row++;
        sheet.freezePane(0, row);
    }

    private void title(String text) {
        sheet.value(row, 0, text);
        sheet.style(row, 0).bold().fontSize(14).set();
        row++;
    }

    private void line(String text) {
        sheet.value(row, 0, text);
        row++;
    }

    private void service(ServiceReport.Service service) {
        String section = texts.t("reporting.availability");
        figure(section, service.name(), texts.t("reporting.gross"), service.gross(), null, null);
        var contractual = service.contractual();
        var terms = report.availability();
        if (contractual != null && terms != null) {
            var verdict = service.verdict();
            figure(
                    section,
                    service.name(),
                    texts.t("reporting.contractual", terms.method().name()),
                    contractual,
                    service.target(),
                    verdict == null ? null : texts.name(verdict));
        }
        figure(section, service.name(), texts.t("reporting.down"), service.down(), null, null);
        figure(section, service.name(), texts.t("reporting.maintenance"), service.maintenance(), null, null);
        figure(section, service.name(), texts.t("reporting.unmeasured"), service.unmeasured(), null, null);
    }

    private void incidents(ServiceReport.Incidents line) {
        String section = texts.t("reporting.incidents");
        String about = priority(line.priority());
        figure(section, about, texts.t("reporting.opened"), line.opened(), null, null);
        figure(section, about, texts.t("reporting.still-open"), line.stillOpen(), null, null);
    }

    private void promise(ServiceReport.Promise line) {
        String section = texts.t("reporting.promise." + line.milestone().name());
        String about = texts.t("reporting.kind." + line.kind()) + " " + priority(line.priority());
        figure(section, about, texts.t("reporting.kept"), line.kept(), null, null);
        figure(section, about, texts.t("reporting.missed"), line.missed(), null, null);
        figure(section, about, texts.t("reporting.nobody"), line.notMeasurable(), null, null);
        figure(section, about, texts.t("reporting.running"), line.running(), null, null);
    }

    private void satisfaction(ServiceReport.Satisfaction line) {
        String section = texts.t("reporting.satisfaction");
        String about = texts.t("reporting.satisfaction.resolutions");
        figure(section, about, texts.t("reporting.satisfaction.asked"), line.asked(), null, null);
        figure(section, about, texts.t("reporting.satisfaction.answered"), line.answered(), null, null);
        figure(section, about, texts.t("reporting.satisfaction.content"), line.content(), null, null);
        figure(section, about, texts.t("reporting.satisfaction.unhappy"), line.unhappy(), null, null);
    }

    private String priority(@Nullable Enum<?> priority) {
        return priority == null ? "(" + texts.t("reporting.all") + ")" : priority.name();
    }

    private void figure(
            String section,
            String about,
            String name,
            Figure figure,
            @Nullable BigDecimal target,
            @Nullable String verdict) {
        sheet.value(row, 0, section);
        sheet.value(row, 1, about);
        sheet.value(row, 2, name);
        if (figure.value() != null) {
            sheet.value(row, 3, figure.value());
        } else if (figure.kept() == null || figure.of() == null || figure.of() == 0) {
            sheet.value(row, 3, texts.t("reporting.not-measurable"));
        }
        sheet.value(row, 4, texts.t("reporting.unit." + figure.unit()));
        sheet.value(row, 5, figure.kept());
        sheet.value(row, 6, figure.of());
        sheet.value(row, 7, target);
        sheet.value(row, 8, verdict);
        sheet.value(row, 9, texts.say(figure.formula()));
        sheet.hyperlink(
                row,
                10,
                new HyperLink(
                        evidence + figure.evidence().substring("evidence/".length()), texts.t("reporting.sheet.open")));
        row++;
    }
}
