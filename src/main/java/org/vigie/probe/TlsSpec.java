package org.vigie.probe;

import org.jspecify.annotations.Nullable;

/**
 * A TLS handshake, and a close look at the certificates.
 *
 * @param serverName asked for by SNI and looked for in the certificate; null means the host
 * @param warningDays and criticalDays days left under which the certificate is said to expire soon
 */
public record TlsSpec(
        String host, int port, @Nullable String serverName, int warningDays, int criticalDays, Trust trust)
        implements ProbeSpec {
    public TlsSpec {
        host = Hosts.checked("host", host);
        Hosts.checkPort("port", port);
        serverName = serverName == null ? null : Hosts.checked("serverName", serverName);
        InvalidProbe.unless(criticalDays >= 0 && criticalDays <= 3650, "criticalDays", "probe.rule.range", "0", "3650");
        InvalidProbe.unless(
                warningDays >= criticalDays && warningDays <= 3650,
                "warningDays",
                "probe.rule.range",
                "criticalDays",
                "3650");
    }

    /** Warns 21 days before the end, critical 7 days before. */
    public static TlsSpec to(String host, int port) {
        return new TlsSpec(host, port, null, 21, 7, Trust.publicAuthorities());
    }

    String name() {
        return serverName == null ? host : serverName;
    }
}
