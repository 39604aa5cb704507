package org.vigie.servicedesk;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.Actor;

/**
 * A ticket changed hands between two teams.
 *
 * @param from key of the team that had it
 * @param reason why; null where none was given
 * @param bounce whether the other team had had it before
 */
public record Handover(
        long id,
        Instant at,
        Actor by,
        String from,
        int fromLevel,
        String to,
        int toLevel,
        @Nullable String reason,
        boolean bounce) {

    /** Towards the experts, back towards the first contact, or between teams of one level. */
    public enum Way {
        UP,
        DOWN,
        ACROSS
    }

    public Way way() {
        return way(fromLevel, toLevel);
    }

    static Way way(int from, int to) {
        return from == to ? Way.ACROSS : from < to ? Way.UP : Way.DOWN;
    }

    /** Two teams, one after the other. */
    record Step(String from, String to) {}

    /**
     * Which of these, in their order, brought the ticket to a team that had had it before, for however short a time. The first
     * team counts as one that had it, and so does each that a hand-over names as the one before.
     */
    static List<Boolean> bounces(List<Step> steps) {
        var had = new HashSet<String>();
        return steps.stream()
                .map(step -> {
                    had.add(step.from());
                    return !had.add(step.to());
                })
                .toList();
    }
}
