package org.vigie.reporting;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.vigie.shared.Span;

/** A set of instants as spans in order that neither overlap nor touch. Immutable. */
record Spans(List<Span> list) {

    static final Spans NONE = new Spans(List.of());

    static Spans of(Span one) {
        return of(List.of(one));
    }

    /** Of spans in any order that may overlap. */
    static Spans of(Collection<Span> any) {
        var inOrder = any.stream()
                .filter(span -> !span.isEmpty())
                .sorted(Comparator.comparing(Span::from))
                .toList();
        var joined = new ArrayList<Span>();
        for (var span : inOrder) {
            if (!joined.isEmpty() && !span.from().isAfter(joined.getLast().to())) {
                var last = joined.removeLast();
                joined.add(new Span(last.from(), later(last.to(), span.to())));
            } else {
                joined.add(span);
            }
        }
        return new Spans(List.copyOf(joined));
    }

    Spans or(Spans other) {
        var all = new ArrayList<>(list);
        all.addAll(other.list);
        return of(all);
    }

    Spans and(Spans other) {
        var common = new ArrayList<Span>();
        int mine = 0;
        int theirs = 0;
        while (mine < list.size() && theirs < other.list.size()) {
            var one = list.get(mine);
            var two = other.list.get(theirs);
            var from = later(one.from(), two.from());
            var to = earlier(one.to(), two.to());
            if (from.isBefore(to)) {
                common.add(new Span(from, to));
            }
            if (one.to().isBefore(two.to())) {
                mine++;
            } else {
                theirs++;
            }
        }
        return new Spans(List.copyOf(common));
    }

    Spans without(Spans other) {
        var left = new ArrayList<Span>();
        int next = 0;
        for (var span : list) {
            var start = span.from();
            while (next < other.list.size() && !other.list.get(next).to().isAfter(start)) {
                next++;
            }
            for (int i = next; i < other.list.size() && other.list.get(i).from().isBefore(span.to()); i++) {
                var hole = other.list.get(i);
                if (start.isBefore(hole.from())) {
                    left.add(new Span(start, hole.from()));
                }
                start = later(start, hole.to());
            }
            if (start.isBefore(span.to())) {
                left.add(new Span(start, span.to()));
            }
        }
        return new Spans(List.copyOf(left));
    }

    Duration length() {
        return list.stream().map(Span::length).reduce(Duration.ZERO, Duration::plus);
    }

    boolean isEmpty() {
        return list.isEmpty();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
