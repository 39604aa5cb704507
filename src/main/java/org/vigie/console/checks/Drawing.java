package org.vigie.console.checks;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.monitoring.Graph;
import org.vigie.page.Texts;

/** A graph in the form that the page's script draws: seconds of the epoch, null for a gap. */
record Drawing(List<Long> times, List<Line> series, String unit, String title) {

    record Line(String label, List<@Nullable Double> values) {}

    static Drawing empty() {
        return new Drawing(List.of(), List.of(), "count", "");
    }

    static Drawing of(Graph graph, Texts texts) {
        return new Drawing(
                graph.times().stream().map(time -> time.getEpochSecond()).toList(),
                graph.curves().stream()
                        .map(curve -> new Line(
                                curve.label().isEmpty() ? texts.t("measure." + graph.name()) : curve.label(),
                                curve.values()))
                        .toList(),
                graph.unit(),
                texts.t("measure." + graph.name()));
    }
}
