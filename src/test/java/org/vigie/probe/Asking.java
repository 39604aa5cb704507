package org.vigie.probe;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Asks and waits for the answer, for tests. */
final class Asking implements AutoCloseable {
    final Probes probes;

    Asking() {
        this(Probes.open(InstantSource.system()));
    }

    Asking(Probes probes) {
        this.probes = probes;
    }

    ProbeResult ask(ProbeSpec spec) {
        return ask(spec, Duration.ofSeconds(10));
    }

    ProbeResult ask(ProbeSpec spec, Duration timeout) {
        var answer = new CompletableFuture<ProbeResult>();
        probes.ask(spec, timeout, answer::complete);
        return answer.orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** Asks again while this machine is too busy to be a fair witness, as the answer itself says. */
    ProbeResult undisturbed(ProbeSpec spec, Duration timeout) {
        ProbeResult result = ask(spec, timeout);
        for (int again = 0; again < 20 && result.finding().code().equals("own.stalled"); again++) {
            result = ask(spec, timeout);
        }
        return result;
    }

    @Override
    public void close() {
        probes.close();
    }
}
