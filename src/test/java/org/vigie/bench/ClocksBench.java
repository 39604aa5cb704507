package org.vigie.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.LongFunction;
import org.vigie.calendar.BusinessCalendar;
import org.vigie.calendar.CalendarDefinition;
import org.vigie.calendar.ClockTarget;
import org.vigie.contracts.Milestone;
import org.vigie.servicedesk.sla.ClockEvent;
import org.vigie.servicedesk.sla.ClockTerms;
import org.vigie.servicedesk.sla.SlaClock;
import org.vigie.shared.Actor;
import org.vigie.shared.Words;

/** Recomputes the deadlines of 100 000 open clocks on 200 calendars, each run with calendars that know nothing yet. */
public final class ClocksBench {

    private static final int CLOCKS = 100_000;
    private static final int CALENDARS = 200;
    private static final int RUNS = 5;
    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    private static final Actor CAMILLE = Actor.person(1, "Camille");

    private ClocksBench() {}

    public static void main(String[] args) {
        run(System.out);
    }

    public static void run(PrintStream out) {
        var logs = logs();
        var readings = new double[RUNS];
        var deadlines = new double[RUNS];
        var explanations = new double[RUNS];
        long due = 0;
        for (int i = -1; i < RUNS; i++) {
            long began = System.nanoTime();
            var calendars = calendars();
            due = logs.stream()
                    .filter(log -> clock(log, calendars).readAt(NOW).dueAt() != null)
                    .count();
            long read = System.nanoTime();
            logs.forEach(log -> clock(log, calendars).nextDue(NOW));
            long asked = System.nanoTime();
            logs.forEach(log -> clock(log, calendars).explainAt(NOW));
            long explained = System.nanoTime();
            if (i >= 0) {
                readings[i] = (read - began) / 1e9;
                deadlines[i] = (asked - read) / 1e9;
                explanations[i] = (explained - asked) / 1e9;
            }
        }
        out.printf(
                Locale.ROOT,
                "clocks: %d open deadlines (%d running or late) on %d calendars, median of %d runs after one to warm up%n",
                CLOCKS,
                due,
                CALENDARS,
                RUNS);
        print(out, "recomputed, calendars built anew", readings);
        print(out, "next instant to fire", deadlines);
        print(out, "explained in full", explanations);
    }

    private static void print(PrintStream out, String what, double[] seconds) {
        Arrays.sort(seconds);
        out.printf(
                Locale.ROOT,
                "  %-34s %.3f s (%.3f to %.3f), %.2f µs each%n",
                what,
                seconds[RUNS / 2],
                seconds[0],
                seconds[RUNS - 1],
                seconds[RUNS / 2] * 1e6 / CLOCKS);
    }

    private static SlaClock clock(List<ClockEvent> log, LongFunction<BusinessCalendar> calendars) {
        return new SlaClock(Milestone.RESOLVE, log, Set.of("waiting-for-client"), calendars);
    }

    private static LongFunction<BusinessCalendar> calendars() {
        var zones = List.of("Europe/Paris", "America/Martinique", "Indian/Reunion", "America/New_York", "Asia/Kolkata");
        var weeks = List.of(
                Map.of("mon-fri", List.of("08:30-12:30", "13:30-18:00")),
                Map.of("mon-sun", List.of("00:00-24:00")),
                Map.of("mon-thu", List.of("22:00-06:00"), "fri", List.of("08:00-12:00", "14:00-17:00")),
                Map.of("mon-sat", List.of("07:00-20:00")));
        var regions = List.of("FR", "FR-67", "FR-MQ", "FR-RE", "BE");
        var built = new ArrayList<BusinessCalendar>();
        for (int i = 0; i < CALENDARS; i++) {
            built.add(BusinessCalendar.of(CalendarDefinition.parse(
                    zones.get(i % 5), weeks.get(i % 4), List.of(regions.get(i / 5 % 5), "2026-12-24"))));
        }
        return version -> built.get((int) version);
    }

    private static List<List<ClockEvent>> logs() {
        var targets = List.of("15m", "1h", "4h", "8h", "40h", "2 working-days", "5 working-days", "10 working-days");
        var random = new Random(42);
        var logs = new ArrayList<List<ClockEvent>>(CLOCKS);
        for (int i = 0; i < CLOCKS; i++) {
            // A few tickets stay open for years; most for days.
            var age = random.nextInt(100) == 0 ? random.nextInt(3 * 365 * 24 * 60) : random.nextInt(14 * 24 * 60);
            var at = NOW.minus(Duration.ofMinutes(age));
            var log = new ArrayList<ClockEvent>();
            log.add(new ClockEvent.Started(
                    at,
                    new ClockTerms(
                            ClockTarget.parse(targets.get(random.nextInt(targets.size()))),
                            random.nextInt(CALENDARS),
                            Words.of("bench"),
                            null)));
            for (int pauses = random.nextInt(4); pauses > 0; pauses--) {
                at = at.plusSeconds(random.nextInt(40_000));
                log.add(new ClockEvent.Paused(
                        at, random.nextInt(3) == 0 ? "waiting-for-vendor" : "waiting-for-client", CAMILLE));
                at = at.plusSeconds(random.nextInt(40_000));
                log.add(new ClockEvent.Resumed(at, CAMILLE));
            }
            logs.add(log);
        }
        return logs;
    }
}
