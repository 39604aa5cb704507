package org.vigie.probe;

/**
 * Echo requests to a host.
 *
 * @param count how many requests, sent 200 ms apart; 1 to 20
 * @param loss share of lost requests, 0 to 1; a host that answers none is always critical
 * @param latency mean round trip, in seconds
 */
public record IcmpSpec(String host, int count, Levels loss, Levels latency) implements ProbeSpec {
    public IcmpSpec {
        host = Hosts.checked("host", host);
        InvalidProbe.unless(count >= 1 && count <= 20, "count", "probe.rule.range", "1", "20");
        InvalidProbe.unless(loss.warning() == null || loss.warning() <= 1, "loss.warning", "probe.rule.range", 0, 1);
        InvalidProbe.unless(loss.critical() == null || loss.critical() <= 1, "loss.critical", "probe.rule.range", 0, 1);
    }

    /** One echo, no thresholds: is it there? */
    public static IcmpSpec to(String host) {
        return new IcmpSpec(host, 1, Levels.none(), Levels.none());
    }
}
