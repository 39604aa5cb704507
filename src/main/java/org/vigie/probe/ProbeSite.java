package org.vigie.probe;

import java.time.InstantSource;

/** Where questions live: the loop, the echoes, the names, the machine, the routes and the clock of one {@link Probes}. */
record ProbeSite(
        Loop loop,
        Echoes echoes,
        Names names,
        HostMetrics host,
        OwnNetwork network,
        NetworkErrors errors,
        TlsContexts tls,
        InstantSource clock) {}
