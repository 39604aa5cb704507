package org.vigie.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The machine's clock, but never back: what happened later must not be written down as earlier. It follows the machine
 * forward at once. When the machine is set back, it goes on from where it was, at nine tenths of the pace, until the
 * machine has caught up: an order is kept exactly and a duration to a tenth.
 */
final class SteadyClock implements InstantSource {
    private static final Logger LOG = LoggerFactory.getLogger(SteadyClock.class);
    private static final Duration WORTH_TELLING = Duration.ofSeconds(1);

    private final InstantSource machine;
    private final LongSupplier nanos;

    private Instant last = Instant.MIN;
    private long lastNanos;

    /** Where the machine was set back; null while it is followed. */
    private @org.jspecify.annotations.Nullable Instant ahead;

    private long aheadNanos;

    /** @param nanos never jumps; {@code System::nanoTime} but in tests */
    SteadyClock(InstantSource machine, LongSupplier nanos) {
        this.machine = machine;
        this.nanos = nanos;
    }

    @Override
    public synchronized Instant instant() {
        long steady = nanos.getAsLong();
        Instant now = machine.instant();
        if (now.isBefore(last)) {
            now = slowly(now, steady);
        } else {
            tellIfItJumped(now, steady);
            ahead = null;
        }
        last = now;
        lastNanos = steady;
        return now;
    }

    private Instant slowly(Instant now, long steady) {
        if (ahead == null) {
            ahead = last;
            aheadNanos = lastNanos;
            Duration back = Duration.between(now, last);
            if (back.compareTo(WORTH_TELLING) > 0) {
                LOG.warn(
                        "The machine's clock went back by {}: Vigie's runs a tenth slower until that is made up; after a"
                                + " restart it is the machine's at once",
                        back);
            }
        }
        Instant slow = ahead.plusNanos((steady - aheadNanos) / 10 * 9);
        return slow.isBefore(last) ? last : slow;
    }

    private void tellIfItJumped(Instant now, long steady) {
        if (last.equals(Instant.MIN) || ahead != null) {
            return;
        }
        Duration jump = Duration.between(last, now).minusNanos(steady - lastNanos);
        if (jump.compareTo(Duration.ofSeconds(30)) > 0) {
            LOG.warn("The machine's clock went forward by {}: what nobody watched meanwhile becomes unknown", jump);
        }
    }
}
