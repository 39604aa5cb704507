package org.vigie.api.reports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.api.Choice;
import org.vigie.page.Texts;
import org.vigie.reporting.Evidence;
import org.vigie.reporting.Figure;
import org.vigie.reporting.ServiceReport;

/** The report as programs read it: formulas said in the reader's language, evidence as an address. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record ReportJson(
        String client,
        String name,
        String month,
        String timezone,
        Instant from,
        Instant to,
        boolean provisional,
        @Nullable ContractJson contract,
        List<ServiceJson> services,
        List<IncidentsJson> incidents,
        List<PromiseJson> promises,
        SatisfactionJson satisfaction) {

    record FigureJson(
            @Nullable BigDecimal value,
            String unit,
            @Nullable Long kept,
            @Nullable Long of,
            boolean measurable,
            String formula,
            String evidence) {}

    record ContractJson(
            String key,
            @Nullable BigDecimal target,
            @Nullable String method,
            @Nullable String unknownCountsAs) {}

    record ServiceJson(
            String key,
            String name,
            @Nullable String serviceLevel,
            @Nullable String calendar,
            FigureJson gross,
            @Nullable FigureJson contractual,
            @Nullable BigDecimal target,
            @Nullable String verdict,
            FigureJson down,
            FigureJson unmeasured,
            FigureJson maintenance) {}

    record IncidentsJson(@Nullable String priority, FigureJson opened, FigureJson stillOpen) {}

    record PromiseJson(
            String kind,
            String milestone,
            @Nullable String priority,
            FigureJson kept,
            FigureJson missed,
            FigureJson notMeasurable,
            FigureJson running) {}

    record SatisfactionJson(FigureJson asked, FigureJson answered, FigureJson content, FigureJson unhappy) {}

    /** The rows of a figure; each row says what it is. */
    record EvidenceJson(
            String key,
            FigureJson figure,
            String title,
            @Nullable String about,
            List<TermJson> terms,
            List<RowJson> rows) {}

    record TermJson(String letter, String meaning, BigDecimal seconds) {}

    record RowJson(String type, Row row) {}

    /** A row as its type has it. */
    sealed interface Row {}

    record OutageRow(
            long checkId, String check, Instant from, Instant to, String reason, Duration counted, Duration excused)
            implements Row {}

    record UnmeasuredRow(
            @Nullable Long checkId, @Nullable String check, Instant from, Instant to, String reason, Duration counted)
            implements Row {}

    record MaintenanceRow(String window, Instant from, Instant to, Duration counted) implements Row {}

    record ClockRow(
            long number,
            String kind,
            String priority,
            String milestone,
            @Nullable String service,
            String target,
            Instant startedAt,
            @Nullable Instant dueAt,
            @Nullable Instant stoppedAt,
            @Nullable Duration elapsed,
            String verdict)
            implements Row {}

    record IncidentRow(
            long number,
            String priority,
            @Nullable String service,
            Instant openedAt,
            @Nullable Instant restoredAt,
            @Nullable Instant resolvedAt)
            implements Row {}

    record OpinionRow(
            long number,
            Instant resolvedAt,
            @Nullable String whyNot,
            @Nullable Integer score,
            @Nullable Instant answeredAt)
            implements Row {}

    /** Says figures in one language, with addresses under one report. */
    record Saying(Texts texts, String address) {

        ReportJson report(ServiceReport report) {
            var terms = report.availability();
            var contract = report.contract() == null
                    ? null
                    : new ContractJson(
                            report.contract(),
                            terms == null ? null : terms.target(),
                            terms == null ? null : terms.method().name(),
                            terms == null ? null : Choice.word(terms.unknownCountsAs()));
            return new ReportJson(
                    report.client(),
                    report.clientName(),
                    report.month().toString(),
                    report.zone().getId(),
                    report.from(),
                    report.counted(),
                    !report.over(),
                    contract,
                    report.services().stream().map(this::service).toList(),
                    report.incidents().stream()
                            .map(line -> new IncidentsJson(
                                    line.priority() == null
                                            ? null
                                            : line.priority().name(),
                                    figure(line.opened()),
                                    figure(line.stillOpen())))
                            .toList(),
                    report.promises().stream().map(this::promise).toList(),
                    satisfaction(report.satisfaction()));
        }

        private ServiceJson service(ServiceReport.Service service) {
            var contractual = service.contractual();
            return new ServiceJson(
                    service.key(),
                    service.name(),
                    service.serviceLevel(),
                    service.calendar(),
                    figure(service.gross()),
                    contractual == null ? null : figure(contractual),
                    service.target(),
                    service.verdict() == null ? null : Choice.word(service.verdict()),
                    figure(service.down()),
                    figure(service.unmeasured()),
                    figure(service.maintenance()));
        }

        private PromiseJson promise(ServiceReport.Promise line) {
            return new PromiseJson(
                    line.kind(),
                    line.milestone().written(),
                    line.priority() == null ? null : line.priority().name(),
                    figure(line.kept()),
                    figure(line.missed()),
                    figure(line.notMeasurable()),
                    figure(line.running()));
        }

        private SatisfactionJson satisfaction(ServiceReport.Satisfaction line) {
            return new SatisfactionJson(
                    figure(line.asked()), figure(line.answered()), figure(line.content()), figure(line.unhappy()));
        }

        FigureJson figure(Figure figure) {
            boolean measurable = figure.value() != null || figure.of() != null && figure.of() > 0;
            return new FigureJson(
                    figure.value(),
                    figure.unit(),
                    figure.kept(),
                    figure.of(),
                    measurable,
                    texts.say(figure.formula()),
                    address + figure.evidence().substring("evidence/".length()));
        }

        EvidenceJson evidence(Evidence evidence) {
            return new EvidenceJson(
                    evidence.key(),
                    figure(evidence.figure()),
                    texts.say(evidence.title()),
                    evidence.about(),
                    evidence.terms().stream()
                            .map(term -> new TermJson(
                                    term.letter(),
                                    texts.say(term.meaning()),
                                    BigDecimal.valueOf(term.time().toMillis(), 3)))
                            .toList(),
                    evidence.rows().stream().map(this::row).toList());
        }

        private RowJson row(Evidence.Row row) {
            return switch (row) {
                case Evidence.Outage one ->
                    new RowJson(
                            "outage",
                            new OutageRow(
                                    one.checkId(),
                                    one.check(),
                                    one.from(),
                                    one.to(),
                                    texts.say(one.reason()),
                                    one.counted(),
                                    one.excused()));
                case Evidence.Unmeasured one ->
                    new RowJson(
                            "unmeasured",
                            new UnmeasuredRow(
                                    one.checkId(),
                                    one.check(),
                                    one.from(),
                                    one.to(),
                                    texts.say(one.reason()),
                                    one.counted()));
                case Evidence.Maintenance one ->
                    new RowJson("maintenance", new MaintenanceRow(one.window(), one.from(), one.to(), one.counted()));
                case Evidence.Clock one ->
                    new RowJson(
                            "clock",
                            new ClockRow(
                                    one.number(),
                                    one.kind(),
                                    one.priority(),
                                    one.milestone().written(),
                                    one.service(),
                                    one.target(),
                                    one.startedAt(),
                                    one.dueAt(),
                                    one.stoppedAt(),
                                    one.elapsed(),
                                    one.verdict()));
                case Evidence.Incident one ->
                    new RowJson(
                            "incident",
                            new IncidentRow(
                                    one.number(),
                                    one.priority(),
                                    one.service(),
                                    one.openedAt(),
                                    one.restoredAt(),
                                    one.resolvedAt()));
                case Evidence.Opinion one ->
                    new RowJson(
                            "opinion",
                            new OpinionRow(
                                    one.number(), one.resolvedAt(), one.whyNot(), one.score(), one.answeredAt()));
            };
        }
    }
}
