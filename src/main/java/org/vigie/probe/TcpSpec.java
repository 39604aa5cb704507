package org.vigie.probe;

import org.jspecify.annotations.Nullable;

/**
 * A TCP connection, then perhaps a few words.
 *
 * @param send text sent once connected (UTF-8), or null
 * @param expect text that must appear in the first 64 KiB of what the server says, or null
 * @param responseTime from the first packet to the last word, in seconds
 */
public record TcpSpec(
        String host,
        int port,
        @Nullable String send,
        @Nullable String expect,
        Levels responseTime) implements ProbeSpec {
    public TcpSpec {
        host = Hosts.checked("host", host);
        Hosts.checkPort("port", port);
        InvalidProbe.unless(send == null || send.length() <= 4096, "send", "probe.rule.length", 0, 4096);
        InvalidProbe.unless(
                expect == null || (!expect.isEmpty() && expect.length() <= 4096),
                "expect",
                "probe.rule.length",
                1,
                4096);
    }

    public static TcpSpec to(String host, int port) {
        return new TcpSpec(host, port, null, null, Levels.none());
    }
}
