package org.vigie.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IcmpProbeTest {
    private static Asking asking;

    @BeforeAll
    static void open() {
        asking = new Asking();
    }

    @AfterAll
    static void close() {
        asking.close();
    }

    /** Where neither kind of socket is allowed, the answer must say what to do, and that is all that can be shown. */
    private static boolean echoesAreAllowed() {
        var result = asking.ask(IcmpSpec.to("127.0.0.1"));
        if (result.outcome() == Outcome.UNKNOWN) {
            assertThat(result.finding().code()).isEqualTo("own.icmp-rights");
            return false;
        }
        return true;
    }

    @Test
    void hearsTheLoopback() {
        assumeThat(echoesAreAllowed()).as("this system allows echo requests").isTrue();
        var result = asking.ask(new IcmpSpec("127.0.0.1", 3, Levels.of(0.1, 0.5), Levels.of(1, 2)));
        assertThat(result.outcome()).as("%s", result.finding()).isEqualTo(Outcome.OK);
        assertThat(result.measures())
                .extracting(Measure::name)
                .contains("probe_icmp_loss_ratio", "probe_icmp_rtt_seconds");
    }

    @Test
    void hearsTheLoopbackOfTheNewerProtocol() throws Exception {
        assumeThat(echoesAreAllowed()).as("this system allows echo requests").isTrue();
        assumeThat(java.net.NetworkInterface.getByInetAddress(InetAddress.ofLiteral("::1")))
                .as("this system speaks IPv6")
                .isNotNull();
        var result = asking.ask(IcmpSpec.to("::1"));
        assertThat(result.outcome()).as("%s", result.finding()).isEqualTo(Outcome.OK);
    }

    @Test
    void tellsAThousandHostsApart() throws Exception {
        assumeThat(echoesAreAllowed()).as("this system allows echo requests").isTrue();
        var good = new AtomicInteger();
        var all = new CompletableFuture<Void>();
        var answered = new AtomicInteger();
        for (int i = 0; i < 1_000; i++) {
            asking.probes.ask(
                    IcmpSpec.to("127.1." + (i / 250) + "." + (1 + i % 250)), Duration.ofSeconds(5), result -> {
                        good.addAndGet(result.outcome() == Outcome.OK ? 1 : 0);
                        if (answered.incrementAndGet() == 1_000) {
                            all.complete(null);
                        }
                    });
        }
        all.get(20, TimeUnit.SECONDS);
        assertThat(good).hasValue(1_000);
    }

    @Test
    void computesTheChecksumOfRfc1071() {
        var packet =
                ByteBuffer.wrap(new byte[] {0, 1, (byte) 0xf2, 3, (byte) 0xf4, (byte) 0xf5, (byte) 0xf6, (byte) 0xf7});
        assertThat(EchoSocket.checksum(packet)).isEqualTo((short) ~0xddf2);
    }
}
