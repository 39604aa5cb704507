package org.vigie.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StallTest {
    private static final long MILLI = 1_000_000;

    @ParameterizedTest(name = "ticks {0} ms apart, somebody waiting {1}: {2} ms lost")
    @CsvSource({"50,true,0", "100,true,0", "101,true,51", "5000,true,4950", "5000,false,0"})
    void countsOnlyTheTimeInWhichItShouldHaveLooked(long apart, boolean waiting, long lost) {
        var watch = new StallWatch();
        watch.tick(1_000, waiting);
        watch.tick(1_000 + apart * MILLI, waiting);
        assertThat(watch.total()).isEqualTo(lost * MILLI);
    }

    @ParameterizedTest
    @CsvSource({"100,1000,false", "101,1000,true", "900,10000,false", "1001,10000,true"})
    void distrustsSilenceWhenTooMuchOfItWasOurs(long stalled, long timeout, boolean spoilt) {
        assertThat(StallWatch.spoils(stalled * MILLI, timeout * MILLI)).isEqualTo(spoilt);
    }

    /** The stall is real: the loop is held, as a long pause of the collector would hold it. */
    @Test
    void saysUnknownWhenItWasHeldUpItself() throws Exception {
        try (var asking = new Asking();
                var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var spec = new TcpSpec("127.0.0.1", silent.getLocalPort(), null, "hello", Levels.none());
            assertThat(asking.undisturbed(spec, Duration.ofMillis(500)).outcome())
                    .isEqualTo(Outcome.CRITICAL);

            var answer = new CompletableFuture<ProbeResult>();
            asking.probes.ask(spec, Duration.ofMillis(500), answer::complete);
            asking.probes.loop().post(() -> hold(400 * MILLI));
            var held = answer.get(10, TimeUnit.SECONDS);
            assertThat(held.outcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(held.finding().code()).isEqualTo("own.stalled");
        }
    }

    /** What the kernel took in while we were held counts, even after the time is over. */
    @Test
    void stillHearsAnAnswerThatCameWhileItWasHeldUp() throws Exception {
        try (var asking = new Asking();
                var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var answer = new CompletableFuture<ProbeResult>();
            asking.probes.ask(TcpSpec.to("127.0.0.1", server.getLocalPort()), Duration.ofMillis(300), answer::complete);
            asking.probes.loop().post(() -> hold(600 * MILLI));
            assertThat(answer.get(10, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.OK);
        }
    }

    private static void hold(long nanos) {
        long until = System.nanoTime() + nanos;
        while (System.nanoTime() - until < 0) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }
}
