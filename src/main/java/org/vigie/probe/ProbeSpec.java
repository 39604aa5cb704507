package org.vigie.probe;

/** What to ask of whom, and what a good answer is; everything but the timeout, which the caller of the door gives. */
public sealed interface ProbeSpec permits IcmpSpec, TcpSpec, HttpSpec, TlsSpec, DnsSpec, LocalHostSpec {}
