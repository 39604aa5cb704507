package org.vigie.calendar;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.vigie.shared.Span;

/** Takes pauses out of a stretch of time. */
final class Pauses {

    private Pauses() {}

    static List<Span> inOrder(List<Span> pauses) {
        return pauses.stream()
                .filter(pause -> !pause.isEmpty())
                .sorted(Comparator.comparing(Span::from))
                .toList();
    }

    /** What is left of the stretch between two instants, in order. */
    static List<Span> between(Instant from, Instant to, List<Span> pauses) {
        var left = new ArrayList<Span>();
        var start = from;
        for (var pause : inOrder(pauses)) {
            if (!pause.from().isBefore(to)) {
                break;
            }
            if (pause.from().isAfter(start)) {
                left.add(new Span(start, pause.from()));
            }
            if (pause.to().isAfter(start)) {
                start = pause.to();
            }
        }
        if (start.isBefore(to)) {
            left.add(new Span(start, to));
        }
        return left;
    }
}
