package org.vigie.servicedesk.sla;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.vigie.calendar.BusinessCalendar;
import org.vigie.calendar.ClockTarget;
import org.vigie.calendar.RandomTime;
import org.vigie.contracts.EscalationStep;
import org.vigie.contracts.Milestone;
import org.vigie.servicedesk.sla.ClockReading.State;
import org.vigie.shared.Actor;
import org.vigie.shared.Span;
import org.vigie.shared.Words;

/** Whatever the log: the explanation adds up to the reading, a breach falls where it is announced, order is no matter. */
class SlaClockPropertiesTest {

    private static final Actor CAMILLE = Actor.person(1, "Camille");
    private static final Words WHY = Words.of("test.why");
    private static final int CLOCKS = 4_000;

    private static final List<ZoneId> ZONES =
            ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of).toList();

    @Test
    void everyReadingIsExplainedByWhatItCounted() {
        int running = 0;
        int breached = 0;
        int paused = 0;
        for (int seed = 0; seed < CLOCKS; seed++) {
            var drawn = draw(seed);
            var now = drawn.now();
            var trace = drawn.clock().explainAt(now);
            var reading = trace.reading();
            var counted = sum(trace.counted());
            assertThat(counted).as("seed %d", seed).isEqualTo(reading.elapsed());
            assertThat(reading.elapsed().plus(reading.remaining()))
                    .as("seed %d", seed)
                    .isEqualTo(trace.target());
            assertThat(recount(drawn.calendar(), trace)).as("seed %d", seed).isEqualTo(reading.elapsed());
            switch (reading.state()) {
                case RUNNING -> {
                    running++;
                    assertThat(counted.plus(sum(trace.toCome())))
                            .as("seed %d", seed)
                            .isEqualTo(trace.target());
                    firesExactlyWhenBreached(drawn, now, seed);
                }
                case BREACHED -> {
                    breached++;
                    assertThat(reading.remaining()).as("seed %d", seed).isNegative();
                    assertThat(reading.breachedAt()).as("seed %d", seed).isBeforeOrEqualTo(now);
                }
                case PAUSED -> {
                    paused++;
                    assertThat(reading.dueAt()).as("seed %d", seed).isNull();
                    assertThat(drawn.clock().nextDue(now)).isEmpty();
                }
                case MET -> assertThat(reading.remaining()).as("seed %d", seed).isGreaterThanOrEqualTo(Duration.ZERO);
            }
        }
        assertThat(List.of(running, breached, paused))
                .as("each state was drawn")
                .allMatch(count -> count > 100);
    }

    /** By another way than the engine's: the intervals that the explanation counts, summed up to the step. */
    @Test
    void aStepIsPassedWhenSoMuchTimeWasCountedAndNotBefore() {
        var steps = Stream.of(
                        "1 % tell team",
                        "50 % tell team", "10m before due tell team", "due tell team", "3h after due tell team")
                .map(text -> EscalationStep.parse(text).orElseThrow())
                .toList();
        int passed = 0;
        int toCome = 0;
        for (int seed = 0; seed < CLOCKS; seed++) {
            var drawn = draw(seed);
            var now = drawn.now();
            var known = silent(drawn, now);
            var reading = known.readAt(now);
            boolean waits = reading.stoppedAt() == null
                    && known.explainAt(now).pauses().stream().anyMatch(pause -> pause.counts() && pause.to() == null);
            var found = known.steps(steps, now);
            if (waits || reading.stoppedAt() != null) {
                assertThat(found).as("seed %d stands still", seed).isEmpty();
                continue;
            }
            assertThat(found).extracting(StepInstant::at).isSorted();
            var target = known.explainAt(now).target();
            for (var one : found) {
                var wanted = one.step().point().openTime(target);
                assertThat(wanted).as("seed %d", seed).isPositive();
                var later = one.at().isAfter(now) ? one.at() : now;
                var counted = known.explainAt(later).counted();
                assertThat(upTo(counted, one.at())).as("seed %d %s", seed, one).isEqualTo(wanted);
                assertThat(upTo(counted, one.at().minusNanos(1)))
                        .as("seed %d %s", seed, one)
                        .isLessThan(wanted);
                if (one.at().isAfter(now)) {
                    toCome++;
                } else {
                    passed++;
                }
            }
            assertThat(found).hasSize((int) steps.stream()
                    .filter(step -> step.point().openTime(target).isPositive())
                    .count());
        }
        assertThat(List.of(passed, toCome)).as("both were drawn").allMatch(count -> count > 1_000);
    }

    private static Duration upTo(List<Span> counted, Instant at) {
        return sum(counted.stream()
                .filter(span -> span.from().isBefore(at))
                .map(span -> new Span(span.from(), span.to().isAfter(at) ? at : span.to()))
                .toList());
    }

    @Test
    void theOrderOfTheLogIsNoMatterWhileNoTwoEventsShareAnInstant() {
        for (int seed = 0; seed < CLOCKS; seed++) {
            var drawn = draw(seed);
            var log = new ArrayList<>(drawn.clock().log());
            log.addAll(log.subList(0, log.size() / 2));
            Collections.shuffle(log, new Random(seed));
            var shuffled = new SlaClock(
                    Milestone.RESOLVE,
                    log,
                    drawn.clock().allowedPauses(),
                    drawn.clock().calendars());
            assertThat(shuffled.explainAt(drawn.now()))
                    .as("seed %d", seed)
                    .isEqualTo(drawn.clock().explainAt(drawn.now()));
        }
    }

    private static void firesExactlyWhenBreached(Drawn drawn, Instant now, int seed) {
        var silent = silent(drawn, now);
        var fires = silent.nextDue(now).orElseThrow().firesAt();
        assertThat(silent.readAt(fires).state()).as("seed %d", seed).isEqualTo(State.BREACHED);
        assertThat(silent.readAt(fires.minusNanos(1_000)).state())
                .as("seed %d", seed)
                .isEqualTo(State.RUNNING);
    }

    /** As if nothing happened after now. */
    private static SlaClock silent(Drawn drawn, Instant now) {
        return new SlaClock(
                Milestone.RESOLVE,
                drawn.clock().log().stream()
                        .filter(event -> !event.knownAt().isAfter(now))
                        .toList(),
                drawn.clock().allowedPauses(),
                drawn.clock().calendars());
    }

    /** By another way than the engine's: all open time since the start, less what lies in pauses and stops. */
    private static Duration recount(BusinessCalendar calendar, ClockTrace trace) {
        var reading = trace.reading();
        var end = trace.counted().isEmpty()
                ? reading.startedAt()
                : trace.counted().getLast().to();
        var open = calendar.elapsed(reading.startedAt(), end);
        for (var pause : trace.pauses()) {
            if (pause.counts() && pause.from().isBefore(end)) {
                var to = pause.to() == null || pause.to().isAfter(end) ? end : pause.to();
                open = open.minus(calendar.elapsed(pause.from(), to));
            }
        }
        for (var stopped : trace.stoppedTimes()) {
            if (stopped.from().isBefore(end)) {
                open = open.minus(calendar.elapsed(stopped.from(), stopped.to()));
            }
        }
        return open;
    }

    private record Drawn(SlaClock clock, BusinessCalendar calendar, Instant now) {}

    /** A well-formed life: waits that end or not, some stops that are reopened, at distinct instants. */
    private static Drawn draw(int seed) {
        var random = new RandomTime(seed);
        var zone = ZONES.get(random.number(0, ZONES.size() - 1));
        var start = random.between(Instant.parse("2000-01-01T00:00:00Z"), Instant.parse("2040-01-01T00:00:00Z"));
        var calendar = BusinessCalendar.of(random.calendar(zone, start));
        ClockTarget target = random.number(0, 3) == 0
                ? new ClockTarget.WorkingDays(random.number(1, 10))
                : new ClockTarget.OpenTime(Duration.ofMinutes(random.number(15, 3_000)));
        var log = new ArrayList<ClockEvent>();
        log.add(new ClockEvent.Started(start, new ClockTerms(target, 1, WHY, null)));
        var at = start;
        for (int i = random.number(0, 4); i > 0; i--) {
            at = at.plusSeconds(random.number(1, 60_000));
            if (random.number(0, 3) == 0) {
                log.add(new ClockEvent.Stopped(at, CAMILLE, WHY));
                at = at.plusSeconds(random.number(1, 60_000));
                var policy = ReopenPolicy.values()[random.number(0, 2)];
                log.add(new ClockEvent.Reopened(at, CAMILLE, WHY, policy));
            } else {
                log.add(new ClockEvent.Paused(at, random.number(0, 1) == 0 ? "client" : "vendor", CAMILLE));
                at = at.plusSeconds(random.number(1, 60_000));
                log.add(new ClockEvent.Resumed(at, CAMILLE));
            }
        }
        if (random.number(0, 5) == 0) {
            log.add(new ClockEvent.Stopped(at.plusSeconds(random.number(1, 60_000)), CAMILLE, WHY));
        }
        var now = start.plusSeconds(random.number(0, 400_000));
        return new Drawn(new SlaClock(Milestone.RESOLVE, log, Set.of("client"), version -> calendar), calendar, now);
    }

    private static Duration sum(List<Span> spans) {
        return spans.stream().map(Span::length).reduce(Duration.ZERO, Duration::plus);
    }
}
