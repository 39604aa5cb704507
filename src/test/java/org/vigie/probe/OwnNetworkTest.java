package org.vigie.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose fault is it: tables of routes, then real ones in a network of our own where the system allows it. */
class OwnNetworkTest {
    private static final String HEADER = "Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT\n";

    @TempDir
    Path proc;

    @Test
    void knowsItsRoutes() throws Exception {
        Files.writeString(
                proc.resolve("route"),
                HEADER + "lo 0002000A 00000000 0001 0 0 0 00FFFFFF 0 0 0\n"
                        + "* 0003000A 00000000 0200 0 0 0 00FFFFFF 0 0 0\n");
        var network = new OwnNetwork(proc);
        assertThat(network.whyCutOffFrom(InetAddress.ofLiteral("10.0.2.9"))).isNull();
        assertThat(network.whyCutOffFrom(InetAddress.ofLiteral("10.0.3.9")))
                .isEqualTo(Finding.of("own.no-route", "10.0.3.9"));
        assertThat(network.whyCutOffFrom(InetAddress.ofLiteral("192.0.2.1")))
                .isEqualTo(Finding.of("own.no-route", "192.0.2.1"));
        assertThat(network.whyCutOffFrom(InetAddress.ofLiteral("127.0.0.1"))).isNull();
    }

    @Test
    void claimsNothingWhereTheKernelSaysNothing() {
        assertThat(new OwnNetwork(proc.resolve("absent")).whyCutOffFrom(InetAddress.ofLiteral("192.0.2.1")))
                .isNull();
    }

    @Nested
    class InANetworkOfItsOwn {
        @BeforeEach
        void needsANamespace() throws Exception {
            assumeThat(Namespace.isAllowed())
                    .as("this system does not allow network namespaces: only the loopback is tested")
                    .isTrue();
        }

        @Test
        void blamesItselfWithoutARoute() throws Exception {
            var results = Namespace.run(() -> {
                Namespace.tool("ip", "link", "set", "lo", "up");
                Namespace.tool("ip", "route", "add", "blackhole", "198.51.100.0/24");
                Namespace.tool("ip", "route", "add", "unreachable", "203.0.113.0/24");
                try (var asking = new Asking()) {
                    return List.of(
                            asking.ask(TcpSpec.to("192.0.2.1", 80)),
                            asking.ask(HttpSpec.get("http://192.0.2.1/")),
                            asking.ask(IcmpSpec.to("192.0.2.1")),
                            asking.ask(TcpSpec.to("198.51.100.7", 80)),
                            asking.ask(TcpSpec.to("203.0.113.7", 80)));
                }
            });
            assertThat(results).allSatisfy(result -> {
                assertThat(result.outcome()).as("%s", result.finding()).isEqualTo(Outcome.UNKNOWN);
                assertThat(result.finding().code()).isEqualTo("own.no-route");
            });
        }

        @Test
        void blamesTheHostThatNobodyOnTheWireKnows() throws Exception {
            var results = Namespace.run(() -> {
                cable();
                try (var asking = new Asking()) {
                    return List.of(asking.ask(TcpSpec.to("10.9.0.2", 80)), asking.ask(IcmpSpec.to("10.9.0.2")));
                }
            });
            assertThat(results)
                    .allSatisfy(result -> assertThat(result.outcome())
                            .as("%s", result.finding())
                            .isEqualTo(Outcome.CRITICAL));
            assertThat(results)
                    .extracting(result -> result.finding().code())
                    .containsExactly("host-unreachable", "host-unreachable");
        }

        @Test
        void blamesItselfWhenItsOwnCableIsOut() throws Exception {
            var results = Namespace.run(() -> {
                cable();
                Namespace.tool("ip", "link", "set", "v1", "down");
                try (var asking = new Asking()) {
                    return List.of(
                            asking.undisturbed(TcpSpec.to("10.9.0.2", 80), Duration.ofMillis(800)),
                            asking.undisturbed(IcmpSpec.to("10.9.0.2"), Duration.ofMillis(800)));
                }
            });
            assertThat(results).allSatisfy(result -> {
                assertThat(result.outcome()).as("%s", result.finding()).isEqualTo(Outcome.UNKNOWN);
                assertThat(result.finding()).isEqualTo(Finding.of("own.link-down", "v0"));
            });
        }

        @Test
        void needsNoRightWhereThePingSocketsAreOpen() throws Exception {
            var results = Namespace.run(() -> {
                Namespace.setting("ipv4/ping_group_range", "0 2147483647");
                cable();
                EchoSocket socket = EchoSocket.open(false);
                assertThat(socket).isNotNull();
                assertThat(socket.isRaw()).isFalse();
                socket.close();
                try (var asking = new Asking()) {
                    return List.of(
                            asking.ask(IcmpSpec.to("127.0.0.1")),
                            asking.ask(IcmpSpec.to("::1")),
                            asking.ask(IcmpSpec.to("10.9.0.2")),
                            asking.ask(IcmpSpec.to("127.0.0.2")));
                }
            });
            assertThat(results)
                    .extracting(result -> result.finding().code())
                    .containsExactly("icmp.good", "icmp.good", "host-unreachable", "icmp.good");
        }

        @Test
        void countsWhatGetsLost() throws Exception {
            var result = Namespace.run(() -> {
                Namespace.tool("ip", "link", "set", "lo", "up");
                try (var asking = new Asking()) {
                    var five = new IcmpSpec("127.0.0.1", 5, Levels.of(0.5, 1), Levels.none());
                    var lossy = new CompletableFuture<ProbeResult>();
                    asking.probes.ask(five, Duration.ofSeconds(2), lossy::complete);
                    // Once this one is back, the first of the five is too; the other four fall on deaf ears.
                    asking.ask(IcmpSpec.to("127.0.0.1"));
                    Namespace.setting("ipv4/icmp_echo_ignore_all", "1");
                    return lossy.get(10, TimeUnit.SECONDS);
                }
            });
            assertThat(result.outcome()).as("%s", result.finding()).isEqualTo(Outcome.WARNING);
            assertThat(result.finding()).isEqualTo(Finding.of("icmp.lossy", 4, 5));
        }

        @Test
        void blamesTheHostThatDoesNotAnswerItsEchoes() throws Exception {
            var result = Namespace.run(() -> {
                Namespace.tool("ip", "link", "set", "lo", "up");
                Namespace.setting("ipv4/icmp_echo_ignore_all", "1");
                try (var asking = new Asking()) {
                    return asking.undisturbed(IcmpSpec.to("127.0.0.1"), Duration.ofMillis(300));
                }
            });
            assertThat(result.outcome()).isEqualTo(Outcome.CRITICAL);
            assertThat(result.finding()).isEqualTo(Finding.of("icmp.lost", 1, 0.3));
        }

        /** A cable whose other end knows nobody; who is asked for is given up quickly. */
        private static void cable() throws Exception {
            Namespace.tool("ip", "link", "set", "lo", "up");
            Namespace.tool("ip", "link", "add", "v0", "type", "veth", "peer", "name", "v1");
            Namespace.tool("ip", "addr", "add", "10.9.0.1/24", "dev", "v0");
            Namespace.tool("ip", "link", "set", "v0", "up");
            Namespace.tool("ip", "link", "set", "v1", "up");
            Namespace.setting("ipv4/neigh/v0/retrans_time_ms", "100");
        }
    }
}
