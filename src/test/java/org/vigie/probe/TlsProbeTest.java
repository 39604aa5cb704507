package org.vigie.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against HTTPS servers with certificates good and bad, seen on 23 November 2026. */
class TlsProbeTest {
    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    private static final Instant BEFORE = NOW.minus(Duration.ofDays(90));
    private static final GeneralName HERE = new GeneralName(GeneralName.iPAddress, "127.0.0.1");

    private static final CertificateMaker MAKER = new CertificateMaker();
    private static final List<HttpsServer> SERVERS = new ArrayList<>();
    private static CertificateMaker.Identity authority;
    private static Asking asking;

    @BeforeAll
    static void open() throws Exception {
        authority = MAKER.authority("CN=Alpha Root", BEFORE, in(3650));
        asking = new Asking(Probes.open(InstantSource.fixed(NOW)));
    }

    @AfterAll
    static void close() {
        asking.close();
        SERVERS.forEach(server -> server.stop(0));
    }

    @Test
    void believesAGoodCertificate() throws Exception {
        int port = serve(MAKER.server("CN=shop", authority, BEFORE, in(60), HERE));
        var result = asking.ask(tls(port));
        assertThat(result.outcome()).as("%s", result.finding()).isEqualTo(Outcome.OK);
        assertThat(result.measures())
                .filteredOn(measure -> measure.name().equals("probe_tls_days_left"))
                .singleElement()
                .satisfies(days -> assertThat(days.value()).isEqualTo(60));
        var page = asking.ask(https(port));
        assertThat(page.outcome()).as("%s", page.finding()).isEqualTo(Outcome.OK);
    }

    @Test
    void warnsBeforeTheEnd() throws Exception {
        int soon = serve(MAKER.server("CN=shop", authority, BEFORE, in(10), HERE));
        var warned = asking.ask(tls(soon));
        assertThat(warned.outcome()).isEqualTo(Outcome.WARNING);
        assertThat(warned.finding().in(Locale.ENGLISH)).isEqualTo("certificate expires in 10 days (2026-12-03)");
        int sooner = serve(MAKER.server("CN=shop", authority, BEFORE, in(1), HERE));
        assertThat(asking.ask(tls(sooner)).outcome()).isEqualTo(Outcome.CRITICAL);
    }

    @Test
    void saysSinceWhenACertificateIsExpired() throws Exception {
        int port = serve(MAKER.server("CN=shop", authority, BEFORE, in(-3), HERE));
        for (ProbeSpec spec : List.of(tls(port), https(port))) {
            var result = asking.ask(spec);
            assertThat(result.outcome()).isEqualTo(Outcome.CRITICAL);
            assertThat(result.finding().in(Locale.ENGLISH)).isEqualTo("certificate expired 3 days ago (2026-11-20)");
            assertThat(result.finding().in(Locale.FRENCH))
                    .isEqualTo("le certificat a expiré il y a 3 jours (2026-11-20)");
        }
    }

    @Test
    void seesThroughFalseCertificates() throws Exception {
        var other = new GeneralName(GeneralName.dNSName, "other.example");
        assertThat(code(MAKER.server("CN=shop", authority, BEFORE, in(60), other)))
                .isEqualTo("tls.wrong-host");
        assertThat(code(MAKER.server("CN=shop", authority, in(2), in(60), HERE)))
                .isEqualTo("tls.not-yet");
        assertThat(code(MAKER.selfSigned("CN=shop", BEFORE, in(60), HERE))).isEqualTo("tls.self-signed");
        var stranger = MAKER.authority("CN=Stranger", BEFORE, in(3650));
        assertThat(code(MAKER.server("CN=shop", stranger, BEFORE, in(60), HERE)))
                .isEqualTo("tls.chain-missing");
    }

    @Test
    void needsTheIntermediateAndNoticesWhenItExpires() throws Exception {
        var middle = MAKER.intermediate("CN=Alpha Issuing", authority, BEFORE, in(300));
        var leaf = MAKER.server("CN=shop", middle, BEFORE, in(60), HERE);
        assertThat(code(leaf)).isEqualTo("tls.chain-missing");
        var whole = new CertificateMaker.Identity(leaf.keys(), leaf.certificate(), List.of(middle.certificate()));
        assertThat(code(whole)).isEqualTo("tls.good");
        var old = MAKER.intermediate("CN=Alpha Old", authority, BEFORE, in(-1));
        var orphan = MAKER.server("CN=shop", old, BEFORE, in(60), HERE);
        var withOld = new CertificateMaker.Identity(orphan.keys(), orphan.certificate(), List.of(old.certificate()));
        assertThat(code(withOld)).isEqualTo("tls.chain-expired");
    }

    @Test
    void acceptsAnybodyOnlyWhenToldTo() throws Exception {
        int port = serve(MAKER.selfSigned("CN=shop", BEFORE, in(60), HERE));
        assertThat(asking.ask(https(port)).finding().code()).isEqualTo("tls.self-signed");
        assertThat(asking.ask(https(port).trusting(Trust.anyone())).finding().code())
                .isEqualTo("http.good");
    }

    @Test
    void saysThatAPlainServerDoesNotSpeakTls() throws Exception {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (Socket socket = server.accept()) {
                    socket.getInputStream().read(new byte[4096]);
                    socket.getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (java.io.IOException hungUp) {
                    Thread.yield();
                }
            });
            var result = asking.ask(tls(server.getLocalPort()));
            assertThat(result.outcome()).isEqualTo(Outcome.CRITICAL);
            assertThat(result.finding().code()).isEqualTo("tls.refused");
        }
    }

    @Test
    void matchesNamesAsTheRfcSays() {
        assertThat(ServerNames.matches("*.alpha.example", "www.alpha.example")).isTrue();
        assertThat(ServerNames.matches("WWW.alpha.example", "www.alpha.example."))
                .isTrue();
        assertThat(ServerNames.matches("*.alpha.example", "alpha.example")).isFalse();
        assertThat(ServerNames.matches("*.alpha.example", "a.b.alpha.example")).isFalse();
        assertThat(ServerNames.matches("*.example", "alpha.example")).isFalse();
        assertThat(ServerNames.matches("w*.alpha.example", "www.alpha.example")).isFalse();
    }

    private static String code(CertificateMaker.Identity identity) throws Exception {
        return asking.ask(tls(serve(identity))).finding().code();
    }

    private static TlsSpec tls(int port) throws Exception {
        return new TlsSpec("127.0.0.1", port, null, 21, 7, Trust.also(authority.pem()));
    }

    private static HttpSpec https(int port) throws Exception {
        return HttpSpec.get("https://127.0.0.1:" + port + "/").trusting(Trust.also(authority.pem()));
    }

    private static int serve(CertificateMaker.Identity identity) throws Exception {
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 20);
        server.setHttpsConfigurator(new HttpsConfigurator(identity.server()));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write(new byte[] {'o', 'k'});
            exchange.close();
        });
        server.start();
        SERVERS.add(server);
        return server.getAddress().getPort();
    }

    private static Instant in(int days) {
        return NOW.plus(Duration.ofDays(days));
    }
}
