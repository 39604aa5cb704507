package org.vigie.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.vigie.shared.Span;

/** Weeks, instants and pauses drawn from a seed, so that a failure can be drawn again. */
public final class RandomTime {

    private static final String[] DAYS = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

    private final Random random;

    public RandomTime(long seed) {
        this.random = new Random(seed);
    }

    public CalendarDefinition calendar(ZoneId zone, Instant near) {
        var day = LocalDate.ofInstant(near, zone);
        var holidays = new ArrayList<Object>();
        for (int i = random.nextInt(3); i > 0; i--) {
            holidays.add(day.plusDays(random.nextInt(5) - 1).toString());
        }
        return new CalendarDefinition(zone, week(), Holidays.parse(holidays));
    }

    /** Full days, office hours with odd minutes, nights; drawn again while the nights overlap the mornings. */
    public WeekPlan week() {
        while (true) {
            var week = new HashMap<String, List<String>>();
            for (var day : DAYS) {
                week.put(day, day());
            }
            try {
                return WeekPlan.parse(week);
            } catch (InvalidCalendar overlap) {
                // Drawn again.
            }
        }
    }

    private List<String> day() {
        int minute = random.nextInt(60);
        int early = random.nextInt(5);
        return switch (random.nextInt(7)) {
            case 0 -> List.of();
            case 1 -> List.of("00:00-24:00");
            case 2 -> List.of(clock(early, minute) + "-" + clock(early + 1 + random.nextInt(4), minute));
            case 3 -> List.of("13:30-18:00", clock(8, minute) + "-13:30");
            case 4 -> List.of(clock(20, minute) + "-" + clock(early, minute));
            case 5 -> List.of("00:00-" + clock(early + 1, minute), "22:00-24:00");
            default -> List.of("09:00-12:00", "14:00-17:00", clock(22, minute) + "-02:15");
        };
    }

    public Instant minuteNear(Instant instant, Duration spread) {
        long minutes = Math.floorDiv(instant.getEpochSecond(), 60L) - spread.toMinutes()
                + random.nextLong(2 * spread.toMinutes());
        return Instant.ofEpochSecond(minutes * 60);
    }

    public Instant between(Instant from, Instant to) {
        return Instant.ofEpochSecond(from.getEpochSecond()
                + random.nextLong(to.getEpochSecond() - from.getEpochSecond()), random.nextInt(1_000_000) * 1_000L);
    }

    public List<Span> pauses(Instant from, int most) {
        var pauses = new ArrayList<Span>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            var start = from.plusSeconds(60L * (random.nextInt(4_000) - 300));
            pauses.add(new Span(start, start.plusSeconds(60L * random.nextInt(1_200))));
        }
        return pauses;
    }

    public int number(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    private static String clock(int hour, int minute) {
        return String.format(Locale.ROOT, "%02d:%02d", hour, minute);
    }
}
