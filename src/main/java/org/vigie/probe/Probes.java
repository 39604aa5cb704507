package org.vigie.probe;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * The door: asks services how they are.
 *
 * <p>Nothing here blocks and nothing forks. Every question is answered exactly once, at the latest shortly after its
 * timeout, on a thread of this room that the answer must not hold. An answer is UNKNOWN, never CRITICAL, when this
 * process was too busy to have noticed a reply, has no route of its own, or lacks a right or a resource.
 */
public final class Probes implements AutoCloseable {
    public static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(50);
    public static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(5);

    private final ProbeSite site;

    private Probes(ProbeSite site) {
        this.site = site;
    }

    public static Probes open(InstantSource clock) {
        return open(clock, new Names());
    }

    static Probes open(InstantSource clock, Names names) {
        var network = new OwnNetwork();
        var loop = new Loop("vigie-probes");
        return new Probes(new ProbeSite(
                loop,
                new Echoes(loop),
                names,
                new HostMetrics(),
                network,
                new NetworkErrors(network),
                new TlsContexts(),
                clock));
    }

    /**
     * Asks, and has the answer handed over later.
     *
     * @param timeout from 50 ms to 5 minutes, for everything together: name, connection, conversation
     * @throws InvalidProbe when the timeout is out of range
     */
    public void ask(ProbeSpec spec, Duration timeout, Consumer<ProbeResult> answer) {
        InvalidProbe.unless(
                timeout.compareTo(SHORTEST_TIMEOUT) >= 0 && timeout.compareTo(LONGEST_TIMEOUT) <= 0,
                "timeout",
                "probe.rule.range",
                "50 ms",
                "5 min");
        Question question = question(spec, timeout, answer);
        if (!site.loop().post(question::begin)) {
            answer.accept(
                    ProbeResult.notAsked(Finding.of("own.closed"), site.clock().instant()));
        }
    }

    private Question question(ProbeSpec spec, Duration timeout, Consumer<ProbeResult> answer) {
        return switch (spec) {
            case TcpSpec tcp -> new TcpQuestion(site, tcp, timeout, answer);
            case HttpSpec http -> new HttpQuestion(site, http, timeout, answer);
            case TlsSpec tls -> new TlsQuestion(site, tls, timeout, answer);
            case IcmpSpec icmp -> new IcmpQuestion(site, icmp, timeout, answer);
            case DnsSpec dns -> new DnsQuestion(site, dns, timeout, answer);
            case LocalHostSpec local -> new LocalHostQuestion(site, local, timeout, answer);
        };
    }

    Loop loop() {
        return site.loop();
    }

    /** Stops asking; questions still in flight are not answered any more. */
    @Override
    public void close() {
        site.loop().close();
        site.echoes().close();
        site.host().close();
    }
}
