package org.vigie.reporting;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.vigie.contracts.Milestone;
import org.vigie.reporting.ServiceReport.Incidents;
import org.vigie.reporting.ServiceReport.Promise;
import org.vigie.shared.Priority;
import org.vigie.shared.Words;

/** Incidents and promised times as figures. A figure's key is read back to find its rows: "respond.incident.P1.missed". */
final class ClockFigures {

    private static final String ALL = "all";

    private ClockFigures() {}

    /** By priority, then all; priorities that nothing happened with are told too, a nought is a figure. */
    static List<Incidents> incidents(List<Evidence.Incident> opened, List<Evidence.Incident> stillOpen) {
        var lines = new ArrayList<Incidents>();
        for (var priority : Priority.values()) {
            lines.add(incidents(priority, opened, stillOpen));
        }
        lines.add(incidents(null, opened, stillOpen));
        return lines;
    }

    private static Incidents incidents(
            @Nullable Priority priority, List<Evidence.Incident> opened, List<Evidence.Incident> stillOpen) {
        String name = name(priority);
        return new Incidents(
                priority,
                Figures.count("incidents.opened." + name, of(opened, name).size(), "reporting.formula.opened"),
                Figures.count("incidents.open." + name, of(stillOpen, name).size(), "reporting.formula.still-open"));
    }

    static List<Evidence.Incident> of(List<Evidence.Incident> incidents, String priority) {
        return incidents.stream()
                .filter(one -> matches(one.priority(), priority))
                .toList();
    }

    /** Incidents by priority and all of them; requests together, when any is there. */
    static List<Promise> promises(List<Evidence.Clock> clocks) {
        var lines = new ArrayList<Promise>();
        for (var milestone : List.of(Milestone.RESPOND, Milestone.RESTORE)) {
            for (var priority : Priority.values()) {
                lines.add(promise(clocks, milestone, "incident", priority));
            }
            lines.add(promise(clocks, milestone, "incident", null));
            var requests = promise(clocks, milestone, "request", null);
            if (clocks.stream().anyMatch(rowsOf(milestone, "request", ALL))) {
                lines.add(requests);
            }
        }
        return lines;
    }

    private static Promise promise(
            List<Evidence.Clock> clocks, Milestone milestone, String kind, @Nullable Priority priority) {
        String key = milestone.written() + "." + kind + "." + name(priority);
        var own =
                clocks.stream().filter(rowsOf(milestone, kind, name(priority))).toList();
        long kept = count(own, "kept");
        long missed = count(own, "missed");
        return new Promise(
                kind,
                milestone,
                priority,
                kept(key, kept, kept + missed),
                Figures.count(key + ".missed", missed, "reporting.formula.missed"),
                Figures.count(
                        key + ".not-measurable", count(own, "not-measurable"), "reporting.formula.not-measurable"),
                Figures.count(key + ".running", count(own, "running"), "reporting.formula.running"));
    }

    private static Figure kept(String key, long kept, long of) {
        var rate = of < Reports.ENOUGH_FOR_A_RATE ? null : Figures.share(kept, of);
        var formula =
                Words.of("reporting.formula.kept." + key.substring(0, key.indexOf('.')), Reports.ENOUGH_FOR_A_RATE);
        return new Figure(rate, "percent", kept, of, formula, "evidence/" + key);
    }

    static Predicate<Evidence.Clock> rowsOf(Milestone milestone, String kind, String priority) {
        return clock ->
                clock.milestone() == milestone && clock.kind().equals(kind) && matches(clock.priority(), priority);
    }

    private static boolean matches(String priority, String wanted) {
        return wanted.equals(ALL) || wanted.equals(priority);
    }

    private static long count(List<Evidence.Clock> clocks, String verdict) {
        return clocks.stream().filter(clock -> clock.verdict().equals(verdict)).count();
    }

    private static String name(@Nullable Priority priority) {
        return priority == null ? ALL : priority.name();
    }
}
