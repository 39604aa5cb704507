package org.vigie.probe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Connects, perhaps says something, perhaps waits for a word. */
final class TcpQuestion extends Connecting implements Wire.Ear {
    private static final int MAX_HEARD = 64 * 1024;

    private final TcpSpec spec;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream(0);
    private @Nullable Wire wire;

    TcpQuestion(ProbeSite site, TcpSpec spec, Duration timeout, Consumer<ProbeResult> answer) {
        super(site, timeout, answer);
        this.spec = spec;
    }

    @Override
    void ask() {
        connect(spec.host(), spec.port());
    }

    @Override
    Line open(InetSocketAddress address) throws IOException {
        wire = Wire.connect(site.loop(), address, this);
        return wire;
    }

    @Override
    public void connected() {
        isConnected();
        measures.add(Measure.seconds("probe_tcp_connect_seconds", elapsedSeconds()));
        if (spec.send() != null && wire != null) {
            wire.send(ByteBuffer.wrap(spec.send().getBytes(StandardCharsets.UTF_8)));
        }
        if (spec.expect() == null) {
            answerWithin(spec.responseTime(), Finding.of("tcp.open", spec.port(), millis(elapsedNanos())));
        }
    }

    @Override
    public void received(ByteBuffer bytes) {
        int room = Math.min(bytes.remaining(), MAX_HEARD - heard.size());
        byte[] some = new byte[room];
        bytes.get(some);
        heard.writeBytes(some);
        if (spec.expect() != null && text().contains(spec.expect())) {
            answerWithin(spec.responseTime(), Finding.of("tcp.expected", millis(elapsedNanos())));
        } else if (heard.size() >= MAX_HEARD) {
            answer(Outcome.CRITICAL, Finding.of("tcp.unexpected", String.valueOf(spec.expect()), beginning()));
        }
    }

    @Override
    public void ended() {
        answer(
                Outcome.CRITICAL,
                heard.size() == 0
                        ? Finding.of("tcp.closed")
                        : Finding.of("tcp.unexpected", String.valueOf(spec.expect()), beginning()));
    }

    @Override
    public void failed(Throwable why) {
        connectionFailed(why);
    }

    @Override
    Finding stillWaitingFor() {
        return heard.size() == 0
                ? super.stillWaitingFor()
                : Finding.of("tcp.unexpected", String.valueOf(spec.expect()), beginning());
    }

    private String text() {
        return heard.toString(StandardCharsets.UTF_8);
    }

    private String beginning() {
        return Excerpt.of(text());
    }
}
