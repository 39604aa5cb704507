package org.vigie.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;

/** Shakes hands and reads the certificates, nothing more. */
final class TlsQuestion extends Connecting implements TlsWire.SecureEar {
    private final TlsSpec spec;

    TlsQuestion(ProbeSite site, TlsSpec spec, Duration timeout, Consumer<ProbeResult> answer) {
        super(site, timeout, answer);
        this.spec = spec;
    }

    @Override
    void ask() {
        connect(spec.host(), spec.port());
    }

    @Override
    Line open(InetSocketAddress address) throws IOException {
        return TlsWire.connect(site.loop(), site.tls().context(), address, spec.name(), this);
    }

    @Override
    public void connected() {
        isConnected();
    }

    @Override
    public void secured(SSLEngine engine) {
        measures.add(Measure.seconds("probe_tls_handshake_seconds", elapsedSeconds()));
        site.loop()
                .offload(
                        () -> Certificates.judge(
                                engine,
                                spec.name(),
                                site.tls().authorities(spec.trust()),
                                site.clock().instant()),
                        this::judged,
                        broken -> answer(Outcome.UNKNOWN, Finding.of("own.broken", broken)));
    }

    private void judged(Certificates.Verdict verdict) {
        if (isAnswered()) {
            return;
        }
        measures.add(Measure.of("probe_tls_days_left", "days", verdict.daysLeft()));
        Finding wrong = verdict.wrong();
        if (wrong != null && (spec.trust().verify() || wrong.code().equals("tls.expired"))) {
            answer(Outcome.CRITICAL, wrong);
            return;
        }
        Outcome outcome = verdict.daysLeft() < spec.criticalDays()
                ? Outcome.CRITICAL
                : verdict.daysLeft() < spec.warningDays() ? Outcome.WARNING : Outcome.OK;
        String end = verdict.notAfter().atZone(ZoneOffset.UTC).toLocalDate().toString();
        answer(
                outcome,
                Finding.of(
                        outcome == Outcome.OK ? "tls.good" : "tls.ends-soon",
                        (long) Math.floor(verdict.daysLeft()),
                        end,
                        Excerpt.of(verdict.subject()),
                        Excerpt.of(verdict.issuer())));
    }

    @Override
    public void received(ByteBuffer bytes) {
        // Nobody was asked to speak; the certificates are all we came for.
        bytes.position(bytes.limit());
    }

    @Override
    public void ended() {
        connectionFailed(new javax.net.ssl.SSLException("closed during the handshake"));
    }

    @Override
    public void failed(Throwable why) {
        connectionFailed(why);
    }
}
