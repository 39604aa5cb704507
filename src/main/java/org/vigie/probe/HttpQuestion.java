package org.vigie.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One HTTP check over as many connections as its redirects need, all within one timeout. */
final class HttpQuestion extends Connecting implements TlsWire.SecureEar {
    private static final long MAX_JUDGING_NANOS = 1_000_000_000L;

    private final HttpSpec spec;
    private URI target;
    private String method;
    private @Nullable String body;
    private HttpResponse response;
    private @Nullable Wire plain;
    private @Nullable TlsWire secure;
    private int redirects;

    /** Callbacks of a connection that a redirect has left behind must not reach the next one. */
    private int hop;

    HttpQuestion(ProbeSite site, HttpSpec spec, Duration timeout, Consumer<ProbeResult> answer) {
        super(site, timeout, answer);
        this.spec = spec;
        this.target = HttpSpec.parse(spec.url());
        this.method = spec.method();
        this.body = spec.body();
        this.response = new HttpResponse(method);
    }

    @Override
    void ask() {
        response = new HttpResponse(method);
        connect(host(), HttpRequest.port(target));
    }

    @Override
    Line open(InetSocketAddress address) throws IOException {
        if (HttpRequest.isSecure(target)) {
            secure = TlsWire.connect(site.loop(), site.tls().context(), address, host(), this);
            return secure;
        }
        plain = Wire.connect(site.loop(), address, this);
        return plain;
    }

    private String host() {
        return Hosts.checked("url", target.getHost());
    }

    @Override
    public void connected() {
        isConnected();
        if (!HttpRequest.isSecure(target)) {
            say();
        }
    }

    @Override
    public void secured(SSLEngine engine) {
        int mine = hop;
        site.loop()
                .offload(
                        () -> Certificates.judge(
                                engine,
                                host(),
                                site.tls().authorities(spec.trust()),
                                site.clock().instant()),
                        verdict -> {
                            if (mine == hop && !isAnswered()) {
                                trusted(verdict);
                            }
                        },
                        broken -> answer(Outcome.UNKNOWN, Finding.of("own.broken", broken)));
    }

    private void trusted(Certificates.Verdict verdict) {
        if (redirects == 0) {
            measures.add(Measure.of("probe_tls_days_left", "days", verdict.daysLeft()));
        }
        if (verdict.wrong() != null && spec.trust().verify()) {
            answer(Outcome.CRITICAL, verdict.wrong());
        } else {
            say();
        }
    }

    private void say() {
        ByteBuffer words = HttpRequest.words(spec, target, method, body);
        if (HttpRequest.isSecure(target) && secure != null) {
            secure.send(words);
        } else if (plain != null) {
            plain.send(words);
        }
    }

    @Override
    public void received(ByteBuffer bytes) {
        if (isAnswered() || response.isComplete()) {
            return;
        }
        try {
            if (!response.take(bytes)) {
                complete();
            }
        } catch (HttpResponse.Malformed malformed) {
            answer(Outcome.CRITICAL, malformed.finding());
        }
    }

    @Override
    public void ended() {
        if (isAnswered() || response.isComplete()) {
            return;
        }
        if (HttpRequest.isSecure(target) && !response.hasStarted() && response.status() == 0) {
            connectionFailed(new SSLException("closed"));
            return;
        }
        try {
            response.end();
            complete();
        } catch (HttpResponse.Malformed malformed) {
            answer(Outcome.CRITICAL, malformed.finding());
        }
    }

    @Override
    public void failed(Throwable why) {
        if (!response.isComplete()) {
            connectionFailed(why);
        }
    }

    private void complete() {
        close();
        String location = response.header("Location");
        if (location != null
                && isRedirect(response.status())
                && spec.redirects().policy() != Redirects.Policy.NONE) {
            follow(location);
        } else {
            judge();
        }
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private void follow(String location) {
        URI next;
        try {
            next = HttpSpec.parse(target.resolve(new URI(location)).toString());
        } catch (URISyntaxException | IllegalArgumentException malformed) {
            answer(Outcome.CRITICAL, Finding.of("http.bad-redirect", Excerpt.of(location)));
            return;
        }
        boolean elsewhere =
                !next.getHost().equalsIgnoreCase(HttpSpec.parse(spec.url()).getHost());
        if (elsewhere && spec.redirects().policy() == Redirects.Policy.SAME_HOST) {
            answer(Outcome.CRITICAL, Finding.of("http.leaves-host", Excerpt.of(next.getHost())));
            return;
        }
        if (++redirects > spec.redirects().max()) {
            answer(
                    Outcome.CRITICAL,
                    Finding.of("http.too-many-redirects", spec.redirects().max()));
            return;
        }
        int status = response.status();
        if (status == 303 && !method.equals("HEAD") || (status == 301 || status == 302) && method.equals("POST")) {
            method = "GET";
            body = null;
        }
        target = next;
        hop++;
        ask();
    }

    private void judge() {
        measures.add(Measure.of("probe_http_status_code", "", response.status()));
        measures.add(Measure.of("probe_http_body_bytes", "bytes", response.bodySize()));
        measures.add(Measure.of("probe_http_redirects", "", redirects));
        String after = millis(elapsedNanos());
        if (!spec.expect().accepts(response.status())) {
            String wanted = String.join(", ", spec.expect().statuses());
            answer(Outcome.CRITICAL, Finding.of("http.status", response.status(), wanted, after));
            return;
        }
        Finding good = Finding.of("http.good", response.status(), after);
        if (!spec.expect().looksAtBody() && spec.expect().headers().isEmpty()) {
            answerWithin(spec.responseTime(), good);
            return;
        }
        // Content is judged elsewhere: a stranger's page against a user's expression may take its time.
        HttpResponse complete = response;
        long until =
                System.nanoTime() + Math.min(MAX_JUDGING_NANOS, Math.max(0, deadlineNanos() - System.nanoTime()) / 2);
        site.loop()
                .offload(
                        () -> HttpContent.judge(spec.expect(), complete, until),
                        verdict -> {
                            if (verdict.outcome() == Outcome.OK) {
                                answerWithin(spec.responseTime(), good);
                            } else {
                                answer(verdict.outcome(), verdict.finding());
                            }
                        },
                        broken -> answer(Outcome.UNKNOWN, Finding.of("own.broken", broken)));
    }

    @Override
    void onSilence() {
        if (response.isComplete()) {
            // The service has answered; it is our judging that takes too long.
            answer(Outcome.UNKNOWN, Finding.of("own.overloaded"));
        } else {
            super.onSilence();
        }
    }

    @Override
    Finding stillWaitingFor() {
        return response.hasStarted()
                ? Finding.of("http.slow-body", seconds(timeout.toNanos()), response.bodySize())
                : super.stillWaitingFor();
    }
}
