package org.vigie.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupSession;

/** Against a small name server of our own, over real UDP. */
class DnsProbeTest {
    private DatagramSocket server;
    private Asking asking;

    @BeforeEach
    void open() throws SocketException {
        server = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofPlatform().daemon().start(this::serve);
        asking = new Asking();
    }

    @AfterEach
    void close() {
        asking.close();
        server.close();
    }

    @Test
    void findsTheExpectedAnswers() {
        var good = asking.ask(spec("www.alpha.example", "A", Set.of("192.0.2.10", "192.0.2.11")));
        assertThat(good.outcome()).as("%s", good.finding()).isEqualTo(Outcome.OK);
        assertThat(asking.ask(spec("alpha.example", "mx", Set.of("10 Mail.alpha.example")))
                        .outcome())
                .isEqualTo(Outcome.OK);
        var other = asking.ask(spec("www.alpha.example", "A", Set.of("192.0.2.99")));
        assertThat(other.outcome()).isEqualTo(Outcome.CRITICAL);
        assertThat(other.finding()).isEqualTo(Finding.of("dns.differs", "192.0.2.10, 192.0.2.11", "192.0.2.99"));
    }

    @Test
    void saysWhatTheServerRefuses() {
        assertThat(asking.ask(spec("gone.alpha.example", "A", Set.of()))
                        .finding()
                        .code())
                .isEqualTo("dns.unknown");
        assertThat(asking.ask(spec("www.alpha.example", "TXT", Set.of()))
                        .finding()
                        .code())
                .isEqualTo("dns.empty");
        var broken = asking.ask(spec("broken.alpha.example", "A", Set.of()));
        assertThat(broken.finding()).isEqualTo(Finding.of("dns.refused", "SERVFAIL"));
        assertThat(broken.outcome()).isEqualTo(Outcome.CRITICAL);
    }

    @Test
    void blamesTheNamedServerForItsSilence() {
        var result = asking.undisturbed(spec("silent.alpha.example", "A", Set.of()), Duration.ofMillis(400));
        assertThat(result.outcome()).isEqualTo(Outcome.CRITICAL);
        assertThat(result.finding().code()).isEqualTo("silent");
    }

    @Test
    void blamesAServiceWhoseNameDoesNotExist() throws IOException {
        try (var own = withResolver()) {
            var result = own.ask(TcpSpec.to("gone.alpha.example", 80));
            assertThat(result.outcome()).isEqualTo(Outcome.CRITICAL);
            assertThat(result.finding()).isEqualTo(Finding.of("name-unknown", "gone.alpha.example"));
        }
    }

    @Test
    void blamesItselfWhenItsOwnResolverFails() throws IOException {
        try (var own = withResolver()) {
            var broken = own.ask(TcpSpec.to("broken.alpha.example", 80));
            assertThat(broken.outcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(broken.finding().code()).isEqualTo("own.resolver");
            var silent = own.ask(HttpSpec.get("http://silent.alpha.example/"), Duration.ofMillis(300));
            assertThat(silent.outcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(silent.finding().code()).isEqualTo("own.resolver-silent");
        }
    }

    private Asking withResolver() throws IOException {
        var resolver = new SimpleResolver((InetSocketAddress) server.getLocalSocketAddress());
        resolver.setTimeout(Duration.ofSeconds(2));
        var session = LookupSession.builder().resolver(resolver).build();
        return new Asking(Probes.open(InstantSource.system(), new Names(session)));
    }

    private DnsSpec spec(String name, String type, Set<String> expected) {
        return new DnsSpec(name, type, "127.0.0.1", server.getLocalPort(), expected, Levels.none());
    }

    private void serve() {
        byte[] room = new byte[1500];
        while (!server.isClosed()) {
            try {
                var packet = new DatagramPacket(room, room.length);
                server.receive(packet);
                Message reply = reply(new Message(Arrays.copyOf(room, packet.getLength())));
                if (reply != null) {
                    byte[] wire = reply.toWire();
                    server.send(new DatagramPacket(wire, wire.length, packet.getSocketAddress()));
                }
            } catch (IOException over) {
                return;
            }
        }
    }

    private static Message reply(Message query) throws IOException {
        var question = query.getQuestion();
        Name name = question.getName();
        var reply = new Message(query.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.addRecord(question, Section.QUESTION);
        switch (name.toString() + " " + Type.string(question.getType())) {
            case "www.alpha.example. A" -> {
                reply.addRecord(new ARecord(name, DClass.IN, 60, InetAddress.ofLiteral("192.0.2.10")), Section.ANSWER);
                reply.addRecord(new ARecord(name, DClass.IN, 60, InetAddress.ofLiteral("192.0.2.11")), Section.ANSWER);
            }
            case "alpha.example. MX" ->
                reply.addRecord(
                        new MXRecord(name, DClass.IN, 60, 10, Name.fromString("mail.alpha.example.")), Section.ANSWER);
            case "gone.alpha.example. A", "gone.alpha.example. AAAA" ->
                reply.getHeader().setRcode(Rcode.NXDOMAIN);
            case "broken.alpha.example. A", "broken.alpha.example. AAAA" ->
                reply.getHeader().setRcode(Rcode.SERVFAIL);
            case "silent.alpha.example. A", "silent.alpha.example. AAAA" -> {
                return null;
            }
            default -> {}
        }
        return reply;
    }
}
