package org.vigie.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

    private final AtomicReference<Instant> machine = new AtomicReference<>(NOON);
    private final AtomicLong nanos = new AtomicLong(1);
    private final SteadyClock clock = new SteadyClock(machine::get, nanos::get);

    private Instant after(Duration time) {
        machine.updateAndGet(now -> now.plus(time));
        nanos.addAndGet(time.toNanos());
        return clock.instant();
    }

    @Test
    void followsTheMachineForwardAtOnce() {
        assertThat(clock.instant()).isEqualTo(NOON);
        assertThat(after(Duration.ofSeconds(5))).isEqualTo(NOON.plusSeconds(5));
        machine.updateAndGet(now -> now.plus(Duration.ofHours(1)));
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(3605));
    }

    @Test
    void goesOnATenthSlowerWhenTheMachineIsSetBack() {
        clock.instant();
        machine.set(NOON.minus(Duration.ofHours(1)));
        assertThat(clock.instant()).isEqualTo(NOON);
        assertThat(after(Duration.ofSeconds(10))).isEqualTo(NOON.plusSeconds(9));
        assertThat(after(Duration.ofMinutes(10))).isEqualTo(NOON.plusSeconds(549));
    }

    @Test
    void isTheMachinesAgainOnceThatHasCaughtUp() {
        clock.instant();
        machine.set(NOON.minusSeconds(60));
        clock.instant();
        for (int i = 0; i < 40; i++) {
            after(Duration.ofSeconds(10));
        }
        assertThat(after(Duration.ofSeconds(10)))
                .isEqualTo(NOON.plusSeconds(369))
                .isAfter(machine.get());
        assertThat(after(Duration.ofSeconds(200))).isEqualTo(machine.get());
        assertThat(after(Duration.ofSeconds(1))).isEqualTo(machine.get());
    }

    @Test
    void neverGoesBackHoweverOftenItIsAsked() {
        Instant last = clock.instant();
        for (int i = 0; i < 1000; i++) {
            nanos.addAndGet(3);
            machine.set(NOON.plusSeconds(i % 7 - 3));
            Instant now = clock.instant();
            assertThat(now).isAfterOrEqualTo(last);
            last = now;
        }
        machine.set(NOON.minusSeconds(3600));
        Instant before = clock.instant();
        for (int i = 0; i < 1_000_000; i++) {
            nanos.addAndGet(3);
            clock.instant();
        }
        assertThat(Duration.between(before, clock.instant()))
                .isBetween(Duration.ofNanos(2_600_000), Duration.ofMillis(3));
    }
}
