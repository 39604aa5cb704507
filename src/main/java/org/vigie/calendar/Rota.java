package org.vigie.calendar;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who takes turns for a team. The turn passes on the clock on the wall: always at the same hour, so that the turn over
 * a change to summer time is an hour shorter.
 *
 * @param calendar key of the hours that are covered; null for always
 * @param people keys, in the order of their turns
 * @param from the wall time at which the first person began; before it nobody is on call
 */
public record Rota(
        String team,
        @Nullable String calendar,
        List<String> people,
        int rotationDays,
        LocalDateTime from,
        ZoneId timezone) {

    public static final int LONGEST_ROTATION = 366;

    public Rota {
        people = List.copyOf(people);
    }

    /** The people in the order in which they are to be called at that instant; empty before the rota begins. */
    public List<String> orderAt(Instant at) {
        return turnAt(at).map(this::startingWith).orElse(List.of());
    }

    /** The number of the turn, the first being 0. */
    Optional<Long> turnAt(Instant at) {
        if (at.isBefore(startOf(0))) {
            return Optional.empty();
        }
        long days =
                ChronoUnit.DAYS.between(from.toLocalDate(), at.atZone(timezone).toLocalDate());
        long turn = days / rotationDays;
        return Optional.of(at.isBefore(startOf(turn)) ? turn - 1 : turn);
    }

    /** The instant at which a turn begins; the turn before it ends there. */
    Instant startOf(long turn) {
        return WallTime.instantOf(from.plusDays(turn * rotationDays), timezone);
    }

    private List<String> startingWith(long turn) {
        int first = (int) (turn % people.size());
        return Stream.concat(people.subList(first, people.size()).stream(), people.subList(0, first).stream())
                .toList();
    }
}
