package org.vigie.probe;

import java.time.InstantSource;

/** Where questions live: the loop, the names, the routes and the clock of one {@link Probes}. */
record ProbeSite(
        Loop loop, Names names, OwnNetwork network, NetworkErrors errors, TlsContexts tls, InstantSource clock) {}
