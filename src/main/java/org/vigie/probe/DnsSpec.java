package org.vigie.probe;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A question to a name server.
 *
 * @param type record type, such as A, AAAA, MX, TXT
 * @param server address or name of the server asked, or null for the resolver of this machine
 * @param port of that server
 * @param expected answers that must all be present, as a zone file writes them (no quotes, final dot optional); empty
 *     means any answer
 * @param responseTime in seconds
 */
public record DnsSpec(
        String name, String type, @Nullable String server, int port, Set<String> expected, Levels responseTime)
        implements ProbeSpec {
    public DnsSpec {
        name = Hosts.checked("name", name);
        type = type.toUpperCase(java.util.Locale.ROOT);
        InvalidProbe.unless(org.xbill.DNS.Type.value(type) > 0, "type", "probe.rule.record-type");
        server = server == null ? null : Hosts.checked("server", server);
        Hosts.checkPort("port", port);
        InvalidProbe.unless(expected.size() <= 50, "expected", "probe.rule.entries", 0, 50);
        expected = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(expected));
    }

    public static DnsSpec of(String name, String type) {
        return new DnsSpec(name, type, null, 53, Set.of(), Levels.none());
    }
}
