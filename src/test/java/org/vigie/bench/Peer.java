package org.vigie.bench;

import java.nio.file.Path;
import java.util.List;

/** A monitoring system that probes the simulator: each host by one echo and one TCP connection an interval. */
interface Peer {
    /** @param hosts 127.1.0.0 and following; their TCP port is the simulator's */
    record Load(int hosts, int tcpPort, int intervalSeconds) {
        static String address(int host) {
            return "127.1." + (host >> 8) + "." + (host & 0xff);
        }

        int checks() {
            return 2 * hosts;
        }
    }

    String name();

    /** What the distribution calls it. */
    List<String> packages();

    /** What must be there for it to start. */
    List<Path> programs();

    /** What takes long and is no part of its run. */
    default void prepare() throws Exception {}

    /**
     * Configures it in an empty folder and starts it in the foreground with all that it needs, its database too.
     * Each process is told to {@code started} at once, so that one that fails half-way is stopped as well.
     */
    void start(Path folder, Load load, Started started) throws Exception;

    /** Where the processes of a peer are written down as they start. */
    interface Started {
        Process run(Path output, List<String> command) throws Exception;
    }
}
