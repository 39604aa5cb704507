package org.vigie.reporting;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigie.contracts.Contract;
import org.vigie.inventory.BusinessService;
import org.vigie.maintenance.Occurrence;
import org.vigie.monitoring.Check;
import org.vigie.monitoring.CheckState;
import org.vigie.monitoring.StateSpan;
import org.vigie.reporting.ServiceReport.Verdict;
import org.vigie.shared.Span;
import org.vigie.shared.Words;

/**
 * A business service with all that its availability is counted from, its figures and their rows.
 *
 * @param states of each check, by its id
 * @param windows agreed ones, of each check's asset, by the id of the asset
 * @param contractDays the part of the month in which the contract stands
 */
record ServiceCount(
        BusinessService service,
        @Nullable String serviceLevel,
        @Nullable String calendar,
        Contract.@Nullable Availability terms,
        Spans contractDays,
        Spans hours,
        List<Check> checks,
        Map<Long, List<StateSpan>> states,
        Map<Long, List<Occurrence>> windows) {

    static final String GROSS = "availability.gross.";
    static final String CONTRACTUAL = "availability.contract.";
    static final String DOWN = "down.";
    static final String UNMEASURED = "unmeasured.";
    static final String MAINTENANCE = "maintenance.";

    ServiceReport.Service figures() {
        var all = count();
        var agreed = all.within(contractDays);
        return new ServiceReport.Service(
                service.key(),
                service.name(),
                serviceLevel,
                calendar,
                gross(all),
                terms == null ? null : contractual(agreed, terms),
                terms == null ? null : terms.target(),
                terms == null ? null : verdict(agreed.contractual(terms), terms.target()),
                Figures.time(DOWN + service.key(), all.down().length(), "reporting.formula.down"),
                Figures.time(UNMEASURED + service.key(), all.unmeasured().length(), "reporting.formula.unmeasured"),
                Figures.time(MAINTENANCE + service.key(), all.excused().length(), "reporting.formula.maintenance"));
    }

    private AvailabilityCount count() {
        return AvailabilityCount.of(
                hours,
                checks.stream()
                        .map(check -> new AvailabilityCount.Watched(
                                states.getOrDefault(check.id(), List.of()), agreed(check.assetId())))
                        .toList());
    }

    private Spans agreed(long asset) {
        return Spans.of(windows.getOrDefault(asset, List.of()).stream()
                .map(window -> new Span(window.from(), window.to()))
                .toList());
    }

    private Figure gross(AvailabilityCount count) {
        return Figures.rate(GROSS + service.key(), count.gross(), Words.of("reporting.formula.gross"));
    }

    private Figure contractual(AvailabilityCount count, Contract.Availability terms) {
        return Figures.rate(
                CONTRACTUAL + service.key(),
                count.contractual(terms),
                terms.target(),
                Words.of("reporting.formula.contract." + terms.method() + "." + terms.unknownCountsAs()));
    }

    private static Verdict verdict(AvailabilityCount.Rate rate, BigDecimal target) {
        if (!rate.isMeasurable()) {
            return Verdict.NOT_MEASURABLE;
        }
        return rate.reaches(target) ? Verdict.KEPT : Verdict.MISSED;
    }

    /** The rows of one of its figures; null when it has no such figure. */
    @Nullable
    Evidence evidence(String figure) {
        var figures = figures();
        var count = count();
        var agreed = count.within(contractDays);
        return switch (figure) {
            case GROSS -> evidence(GROSS, figures.gross(), terms(count), rows(outages(count), blind(count)));
            case CONTRACTUAL ->
                figures.contractual() == null
                        ? null
                        : evidence(
                                CONTRACTUAL,
                                figures.contractual(),
                                terms(agreed),
                                rows(outages(agreed), blind(agreed), maintenance(agreed)));
            case DOWN -> evidence(DOWN, figures.down(), terms(count), rows(outages(count)));
            case UNMEASURED -> evidence(UNMEASURED, figures.unmeasured(), terms(count), rows(blind(count)));
            case MAINTENANCE -> evidence(MAINTENANCE, figures.maintenance(), terms(count), rows(maintenance(count)));
            default -> null;
        };
    }

    private Evidence evidence(String figure, Figure value, List<Evidence.Term> terms, List<Evidence.Row> rows) {
        String title = "reporting.evidence." + figure.substring(0, figure.length() - 1);
        return new Evidence(figure + service.key(), value, Words.of(title), service.name(), terms, rows);
    }

    private static List<Evidence.Term> terms(AvailabilityCount count) {
        return List.of(
                term("T", "hours", count.hours()),
                term("U", "unmeasured", count.unmeasured()),
                term("U'", "unmeasured-outside", count.unmeasured().without(count.excused())),
                term("I", "down", count.down()),
                term("I'", "down-outside", count.downOutsideMaintenance()),
                term("W", "maintenance", count.excused()));
    }

    private static Evidence.Term term(String letter, String meaning, Spans spans) {
        return new Evidence.Term(letter, Words.of("reporting.term." + meaning), spans.length());
    }

    @SafeVarargs
    private static List<Evidence.Row> rows(List<? extends Evidence.Row>... kinds) {
        var rows = new ArrayList<Evidence.Row>();
        for (var kind : kinds) {
            rows.addAll(kind);
        }
        return rows;
    }

    private List<Evidence.Outage> outages(AvailabilityCount count) {
        var rows = new ArrayList<Evidence.Outage>();
        for (var check : checks) {
            for (var state : states.getOrDefault(check.id(), List.of())) {
                var counted = count.down().and(spanOf(state));
                if (state.state() == CheckState.CRITICAL && !counted.isEmpty()) {
                    rows.add(new Evidence.Outage(
                            check.id(),
                            check.key(),
                            state.from(),
                            state.to(),
                            state.reason(),
                            counted.length(),
                            counted.and(count.excused()).length()));
                }
            }
        }
        rows.sort(Comparator.comparing(Evidence.Outage::from));
        return rows;
    }

    private List<Evidence.Unmeasured> blind(AvailabilityCount count) {
        var rows = new ArrayList<Evidence.Unmeasured>();
        var watched = new ArrayList<Span>();
        for (var check : checks) {
            for (var state : states.getOrDefault(check.id(), List.of())) {
                watched.add(new Span(state.from(), state.to()));
                boolean blind = state.state() == CheckState.UNKNOWN || state.state() == CheckState.PENDING;
                var counted = count.unmeasured().and(spanOf(state));
                if (blind && !counted.isEmpty()) {
                    rows.add(new Evidence.Unmeasured(
                            check.id(), check.key(), state.from(), state.to(), state.reason(), counted.length()));
                }
            }
        }
        for (var nobody : count.unmeasured().without(Spans.of(watched)).list()) {
            rows.add(new Evidence.Unmeasured(
                    null, null, nobody.from(), nobody.to(), Words.of("reporting.reason.no-check"), nobody.length()));
        }
        rows.sort(Comparator.comparing(Evidence.Unmeasured::from));
        return rows;
    }

    private List<Evidence.Maintenance> maintenance(AvailabilityCount count) {
        record Key(String window, Instant from) {}
        var rows = new HashMap<Key, Evidence.Maintenance>();
        for (var check : checks) {
            for (var window : windows.getOrDefault(check.assetId(), List.of())) {
                Duration counted = count.excused()
                        .and(Spans.of(new Span(window.from(), window.to())))
                        .length();
                if (counted.isPositive()) {
                    rows.put(
                            new Key(window.window(), window.from()),
                            new Evidence.Maintenance(window.window(), window.from(), window.to(), counted));
                }
            }
        }
        return rows.values().stream()
                .sorted(Comparator.comparing(Evidence.Maintenance::from).thenComparing(Evidence.Maintenance::window))
                .toList();
    }

    private static Spans spanOf(StateSpan state) {
        return Spans.of(new Span(state.from(), state.to()));
    }
}
