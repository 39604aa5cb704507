package org.vigie.probe;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A few echoes to one host. */
final class IcmpQuestion extends Question implements Echoes.Ear {
    private static final long GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final IcmpSpec spec;
    private @Nullable InetAddress target;
    private final long[] numbers;
    private int sent;
    private int replies;
    private int refusals;
    private long roundTrips;
    private @Nullable Finding refusal;

    IcmpQuestion(ProbeSite site, IcmpSpec spec, Duration timeout, Consumer<ProbeResult> answer) {
        super(site, timeout, answer);
        this.spec = spec;
        this.numbers = new long[spec.count()];
    }

    @Override
    void ask() {
        InetAddress literal = Hosts.literal(spec.host());
        if (literal != null) {
            send(literal);
        } else {
            site.names().find(spec.host(), found -> site.loop().post(() -> resolved(found)));
        }
    }

    private void resolved(Names.Found found) {
        if (isAnswered()) {
            return;
        }
        if (found.verdict() != null) {
            answer(found.verdict().outcome(), found.verdict().finding());
            return;
        }
        send(found.addresses().stream()
                .filter(site.echoes()::canReach)
                .findFirst()
                .orElse(found.addresses().getFirst()));
    }

    private void send(InetAddress address) {
        if (isAnswered()) {
            return;
        }
        if (!site.echoes().canReach(address)) {
            answer(Outcome.UNKNOWN, Finding.of("own.icmp-rights"));
            return;
        }
        target = address;
        int errno = site.echoes().send(address, sent, this);
        numbers[sent++] = site.echoes().lastNumber();
        if (errno != 0) {
            notSent(errno, address);
        } else if (sent < spec.count()) {
            long gap = Math.min(GAP_NANOS, timeout.toNanos() / (spec.count() + 1));
            site.loop().timers.at(System.nanoTime() + gap, () -> send(address));
        }
    }

    private void notSent(int errno, InetAddress address) {
        var verdict = errno == Posix.EAGAIN
                ? new NetworkErrors.Verdict(Outcome.UNKNOWN, Finding.of("own.buffers"))
                : site.errors().of(errno, address);
        answer(verdict.outcome(), verdict.finding());
    }

    @Override
    public void replied(int index, long roundTripNanos) {
        replies++;
        roundTrips += roundTripNanos;
        finishWhenAllAreBack();
    }

    @Override
    public void refused(int index, String kind, InetAddress by) {
        refusals++;
        refusal = kind.equals("icmp.ttl") ? Finding.of(kind, by.getHostAddress()) : Finding.of(kind);
        finishWhenAllAreBack();
    }

    private void finishWhenAllAreBack() {
        if (replies + refusals >= spec.count()) {
            finish();
        }
    }

    @Override
    void onSilence() {
        site.echoes().catchUp();
        if (isAnswered()) {
            return;
        }
        InetAddress silent = target;
        if (silent == null) {
            answer(Outcome.UNKNOWN, Finding.of("own.resolver-silent", spec.host(), seconds(timeout.toNanos())));
            return;
        }
        Finding cut = replies == 0 ? site.network().whyCutOffFrom(silent) : null;
        if (cut != null) {
            answer(Outcome.UNKNOWN, cut);
        } else {
            finish();
        }
    }

    private void finish() {
        double loss = 1 - (double) replies / spec.count();
        measures.add(Measure.of("probe_icmp_loss_ratio", "ratio", loss));
        if (replies == 0) {
            blame();
            return;
        }
        double mean = roundTrips / 1e9 / replies;
        measures.add(Measure.seconds("probe_icmp_rtt_seconds", mean));
        Outcome lossy = spec.loss().judge(loss);
        Outcome slow = spec.latency().judge(mean);
        if (slow != Outcome.OK && StallWatch.spoils(ownStallNanos(), TimeUnit.SECONDS.toNanos(1))) {
            answer(Outcome.UNKNOWN, Finding.of("own.stalled", millis(ownStallNanos())));
        } else if (lossy != Outcome.OK && lossy.worseOf(slow) == lossy) {
            answer(lossy, Finding.of("icmp.lossy", spec.count() - replies, spec.count()));
        } else if (slow != Outcome.OK) {
            answer(
                    slow,
                    Finding.of("icmp.slow", tenths(mean), tenths(spec.latency().passed(mean))));
        } else {
            answer(Outcome.OK, Finding.of("icmp.good", tenths(mean)));
        }
    }

    private void blame() {
        Finding why = refusal;
        InetAddress at = target;
        Finding cut = why == null || at == null ? null : site.network().whyCutOffFrom(at);
        if (cut != null) {
            answer(Outcome.UNKNOWN, cut);
        } else {
            answer(
                    Outcome.CRITICAL,
                    why == null ? Finding.of("icmp.lost", spec.count(), seconds(timeout.toNanos())) : why);
        }
    }

    private static String tenths(double seconds) {
        return String.valueOf(Math.round(seconds * 10_000) / 10.0);
    }

    @Override
    void release() {
        if (replies + refusals < sent) {
            for (long number : numbers) {
                site.echoes().forget(number);
            }
        }
    }
}
