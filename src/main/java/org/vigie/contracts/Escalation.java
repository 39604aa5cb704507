package org.vigie.contracts;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Whom a contract has told on the way to each deadline and after it. Each point of a clock has one step at most. */
public record Escalation(Map<Milestone, List<EscalationStep>> steps) {
    public static final int MOST = 20;
    public static final Escalation NONE = new Escalation(Map.of());

    public Escalation {
        var tidy = new EnumMap<Milestone, List<EscalationStep>>(Milestone.class);
        steps.forEach((milestone, some) -> {
            if (some.size() > MOST || twice(some).isPresent()) {
                throw new IllegalArgumentException("too many steps, or a point with two: " + some);
            }
            if (!some.isEmpty()) {
                tidy.put(milestone, List.copyOf(some));
            }
        });
        steps = Collections.unmodifiableMap(tidy);
    }

    /** A point that has more than one step. */
    public static Optional<EscalationStep.Point> twice(List<EscalationStep> steps) {
        var seen = new HashSet<EscalationStep.Point>();
        return steps.stream()
                .map(EscalationStep::point)
                .filter(point -> !seen.add(point))
                .findFirst();
    }

    public List<EscalationStep> of(Milestone milestone) {
        return steps.getOrDefault(milestone, List.of());
    }

    /** As it is kept: "restore 80 % tell team". */
    List<String> lines() {
        return steps.entrySet().stream()
                .flatMap(entry ->
                        entry.getValue().stream().map(step -> entry.getKey().written() + " " + step.written()))
                .toList();
    }

    static Escalation ofLines(List<String> lines) {
        var steps = new EnumMap<Milestone, List<EscalationStep>>(Milestone.class);
        for (Milestone milestone : Milestone.values()) {
            String name = milestone.written() + " ";
            steps.put(
                    milestone,
                    lines.stream()
                            .filter(line -> line.startsWith(name))
                            .map(line -> line.substring(name.length()))
                            .flatMap(line -> Stream.of(EscalationStep.parse(line)
                                    .orElseThrow(() -> new IllegalStateException("not a step: " + line))))
                            .toList());
        }
        return new Escalation(steps);
    }
}
