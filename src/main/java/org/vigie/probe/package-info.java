/**
 * Asks services how they are: ICMP, TCP, HTTP, TLS, DNS and the machine that Vigie runs on, asynchronously and never
 * by a forked program. Not for deciding whether a check has failed or when to ask again, see monitoring. The
 * monitoring room and the relay call it, through {@link org.vigie.probe.Probes}.
 */
@NullMarked
package org.vigie.probe;

import org.jspecify.annotations.NullMarked;
