package org.vigie.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.vigie.probe.Finding;
import org.vigie.probe.Outcome;
import org.vigie.probe.ProbeResult;
import org.vigie.probe.ProbeSpec;
import org.vigie.probe.TcpSpec;

class ProbeWheelTest {
    private static final ProbeSpec SPEC = TcpSpec.to("127.0.0.1", 80);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private long nanos = 1_000;
    private final Instant start = Instant.parse("2026-11-23T08:00:00Z");
    private final List<Consumer<ProbeResult>> inFlight = new ArrayList<>();
    private final List<Instant> asked = new ArrayList<>();
    private final Map<UUID, List<Heard>> heard = new HashMap<>();

    private record Heard(Instant planned, ProbeResult result) {}

    @Test
    void spreadsTheFirstProbesOverTheInterval() {
        ProbeWheel wheel = wheel(100_000, true);
        for (int i = 0; i < 6_000; i++) {
            wheel.add(plan(new UUID(i, 7 * i)));
        }
        int most = 0;
        for (int second = 0; second < 60; second++) {
            int before = asked.size();
            advance(wheel, Duration.ofSeconds(1));
            most = Math.max(most, asked.size() - before);
        }
        assertThat(asked).hasSize(6_000);
        assertThat(most).isLessThan(150);
    }

    @Test
    void keepsThePlaceOfACheckOverARestart() {
        UUID id = UUID.randomUUID();
        ProbeWheel before = wheel(10, true);
        before.add(plan(id));
        advance(before, MINUTE);
        Instant first = heard.get(id).getFirst().planned();
        heard.clear();
        nanos += Duration.ofSeconds(123).toNanos();
        ProbeWheel after = wheel(10, true);
        after.add(plan(id));
        advance(after, MINUTE);
        Instant again = heard.get(id).getFirst().planned();
        assertThat(Duration.between(first, again).toNanos() % MINUTE.toNanos()).isZero();
    }

    @Test
    void doesNotDrift() {
        UUID id = UUID.randomUUID();
        ProbeWheel wheel = wheel(10, true);
        wheel.add(plan(id));
        for (int i = 0; i < 600; i++) {
            advance(wheel, Duration.ofMillis(1_037));
        }
        List<Heard> results = heard.get(id);
        assertThat(results).hasSizeBetween(9, 11);
        for (int i = 1; i < results.size(); i++) {
            assertThat(Duration.between(
                            results.get(i - 1).planned(), results.get(i).planned()))
                    .isEqualTo(MINUTE);
        }
    }

    @Test
    void neverAsksACheckTwiceAtOnceAndCountsTheMissedSlots() {
        UUID id = UUID.randomUUID();
        ProbeWheel wheel = wheel(10, false);
        wheel.add(new CheckPlan(id, SPEC, MINUTE, Duration.ofSeconds(15), MINUTE));
        advance(wheel, MINUTE);
        assertThat(inFlight).hasSize(1);
        wheel.askNow(id);
        wheel.askSoon(id);
        for (int i = 0; i < 60; i++) {
            advance(wheel, Duration.ofSeconds(1));
        }
        assertThat(inFlight).hasSize(1);
        assertThat(wheel.figures().missedSlots()).isEqualTo(1);
    }

    @Test
    void countsSlotsSleptThroughWithoutMakingUpForThem() {
        UUID id = UUID.randomUUID();
        ProbeWheel wheel = wheel(10, true);
        wheel.add(plan(id));
        advance(wheel, MINUTE);
        assertThat(heard.get(id)).hasSize(1);
        nanos += MINUTE.multipliedBy(5).toNanos();
        wheel.turn();
        assertThat(heard.get(id)).hasSize(2);
        assertThat(wheel.figures().missedSlots()).isEqualTo(4);
    }

    @Test
    void saysOverloadedAndNeverCriticalAboveTheCeiling() {
        ProbeWheel wheel = wheel(5, false);
        for (int i = 0; i < 50; i++) {
            wheel.add(plan(new UUID(i, i)));
        }
        for (int i = 0; i < 60; i++) {
            advance(wheel, Duration.ofSeconds(1));
        }
        assertThat(inFlight).hasSize(5);
        assertThat(wheel.figures().overloaded()).isGreaterThan(20);
        assertThat(heard.values())
                .allSatisfy(results -> assertThat(results)
                        .allSatisfy(each -> assertThat(each.result().outcome()).isEqualTo(Outcome.UNKNOWN)));
    }

    @Test
    void letsAWaitingCheckGoAsSoonAsThereIsRoom() {
        ProbeWheel wheel = wheel(1, false);
        UUID alice = new UUID(1, 1);
        UUID bob = new UUID(2, 2);
        wheel.add(plan(alice));
        wheel.add(plan(bob));
        wheel.askNow(alice);
        wheel.askNow(bob);
        wheel.turn();
        assertThat(inFlight).hasSize(1);
        inFlight.getFirst().accept(good());
        wheel.turn();
        assertThat(inFlight).hasSize(2);
        assertThat(wheel.figures().overloaded()).isZero();
    }

    @Test
    void asksSoonerInDoubtAndKeepsTheSlots() {
        UUID id = UUID.randomUUID();
        ProbeWheel wheel = wheel(10, true);
        wheel.add(plan(id));
        advance(wheel, MINUTE);
        Instant slot = heard.get(id).getFirst().planned();
        nanos += MINUTE.minus(Duration.between(slot, now())).plusSeconds(1).toNanos();
        wheel.turn();
        wheel.askSoon(id);
        for (int i = 0; i < 60; i++) {
            advance(wheel, Duration.ofSeconds(1));
        }
        List<Instant> planned = heard.get(id).stream().map(Heard::planned).toList();
        assertThat(planned).hasSize(4);
        assertThat(Duration.between(planned.get(1), planned.get(2))).isEqualTo(Duration.ofSeconds(16));
        assertThat(Duration.between(planned.get(1), planned.get(3))).isEqualTo(MINUTE);
    }

    @Test
    void isSilentWhilePausedAndForgetsWhatIsRemoved() {
        UUID id = UUID.randomUUID();
        ProbeWheel wheel = wheel(10, true);
        wheel.add(plan(id));
        wheel.pause();
        advance(wheel, MINUTE.multipliedBy(3));
        assertThat(asked).isEmpty();
        wheel.resume();
        advance(wheel, MINUTE);
        assertThat(asked).hasSize(1);
        assertThat(wheel.figures().missedSlots()).isZero();
        wheel.remove(id);
        advance(wheel, MINUTE.multipliedBy(2));
        assertThat(asked).hasSize(1);
        assertThat(wheel.figures().checks()).isZero();
    }

    @Test
    void doesNotHearTheLateAnswerOfARemovedCheck() {
        UUID id = UUID.randomUUID();
        ProbeWheel wheel = wheel(10, false);
        wheel.add(plan(id));
        wheel.askNow(id);
        wheel.turn();
        wheel.remove(id);
        inFlight.getFirst().accept(good());
        assertThat(heard).isEmpty();
        assertThat(wheel.figures().inFlight()).isZero();
    }

    @Test
    void asksAgainWhenAnAnswerIsLost() {
        UUID id = UUID.randomUUID();
        ProbeWheel wheel = wheel(10, false);
        wheel.add(plan(id));
        wheel.askNow(id);
        wheel.turn();
        for (int i = 0; i < 10; i++) {
            advance(wheel, Duration.ofSeconds(30));
        }
        assertThat(wheel.figures().lost()).isPositive();
        assertThat(inFlight).hasSizeGreaterThan(1);
    }

    @Test
    void changesTheRhythmOfACheck() {
        UUID id = UUID.randomUUID();
        ProbeWheel wheel = wheel(10, true);
        wheel.add(plan(id));
        wheel.update(new CheckPlan(id, SPEC, Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(5)));
        for (int i = 0; i < 60; i++) {
            advance(wheel, Duration.ofSeconds(1));
        }
        assertThat(heard.get(id)).hasSize(6);
    }

    private ProbeWheel wheel(int ceiling, boolean answers) {
        return new ProbeWheel(
                (spec, timeout, answer) -> {
                    asked.add(now());
                    if (answers) {
                        answer.accept(good());
                    } else {
                        inFlight.add(answer);
                    }
                },
                (id, planned, result) ->
                        heard.computeIfAbsent(id, none -> new ArrayList<>()).add(new Heard(planned, result)),
                this::now,
                () -> nanos,
                ceiling);
    }

    private static CheckPlan plan(UUID id) {
        return new CheckPlan(id, SPEC, MINUTE, Duration.ofSeconds(15), Duration.ofSeconds(10));
    }

    private Instant now() {
        return start.plusNanos(nanos);
    }

    private void advance(ProbeWheel wheel, Duration by) {
        nanos += by.toNanos();
        wheel.turn();
    }

    private ProbeResult good() {
        return new ProbeResult(
                Outcome.OK, new Finding("tcp.open", List.of("80", "1")), List.of(), now(), Duration.ZERO);
    }
}
