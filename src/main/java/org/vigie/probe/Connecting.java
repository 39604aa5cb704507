package org.vigie.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** A question that needs a name resolved and a connection made; tries the next address when one fails at once. */
abstract class Connecting extends Question {
    private enum Step {
        NAME,
        CONNECTION,
        CONVERSATION
    }

    private Step step = Step.NAME;
    private String host = "";
    private int port;
    private ArrayDeque<InetAddress> untried = new ArrayDeque<>();
    private @Nullable Line wire;
    private @Nullable InetAddress peer;

    Connecting(ProbeSite site, Duration timeout, Consumer<ProbeResult> answer) {
        super(site, timeout, answer);
    }

    /** Opens a plain or a TLS connection; called for each address until one is taken. */
    abstract Line open(InetSocketAddress address) throws IOException;

    final void connect(String toHost, int toPort) {
        close();
        host = toHost;
        port = toPort;
        step = Step.NAME;
        InetAddress literal = Hosts.literal(toHost);
        if (literal != null) {
            resolved(toHost, toPort, new Names.Found(List.of(literal), null));
            return;
        }
        site.names().find(toHost, found -> site.loop().post(() -> resolved(toHost, toPort, found)));
    }

    private void resolved(String asked, int askedPort, Names.Found found) {
        if (isAnswered() || !asked.equals(host) || askedPort != port) {
            return;
        }
        if (found.verdict() != null) {
            answer(found.verdict().outcome(), found.verdict().finding());
            return;
        }
        step = Step.CONNECTION;
        untried = new ArrayDeque<>(found.addresses());
        tryNext();
    }

    private void tryNext() {
        InetAddress next = untried.poll();
        if (next == null) {
            return;
        }
        peer = next;
        try {
            wire = open(new InetSocketAddress(next, port));
        } catch (IOException | RuntimeException refused) {
            connectionFailed(refused);
        }
    }

    /** To be called by the ear once the wire is connected. */
    final void isConnected() {
        step = Step.CONVERSATION;
    }

    final void connectionFailed(Throwable why) {
        if (isAnswered()) {
            return;
        }
        close();
        if (step == Step.CONNECTION && !untried.isEmpty()) {
            tryNext();
        } else if (why instanceof SSLException) {
            answer(Outcome.CRITICAL, Finding.of("tls.refused", String.valueOf(why.getMessage())));
        } else if (peer != null) {
            var verdict = site.errors().of(why, peer);
            answer(verdict.outcome(), verdict.finding());
        } else {
            answer(Outcome.UNKNOWN, Finding.of("own.error", why));
        }
    }

    @Override
    void onSilence() {
        InetAddress silent = peer;
        Finding cut = silent == null ? null : site.network().whyCutOffFrom(silent);
        switch (step) {
            case NAME -> answer(Outcome.UNKNOWN, Finding.of("own.resolver-silent", host, seconds(timeout.toNanos())));
            case CONNECTION, CONVERSATION -> {
                if (cut != null) {
                    answer(Outcome.UNKNOWN, cut);
                } else {
                    answer(Outcome.CRITICAL, stillWaitingFor());
                }
            }
        }
    }

    @Override
    Finding stillWaitingFor() {
        String after = seconds(timeout.toNanos());
        return step == Step.CONNECTION ? Finding.of("connect-silent", after) : Finding.of("silent", after);
    }

    final void close() {
        Line open = wire;
        wire = null;
        if (open != null) {
            open.hangUp();
        }
    }

    @Override
    void release() {
        close();
    }
}
