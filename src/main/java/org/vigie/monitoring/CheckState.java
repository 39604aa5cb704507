package org.vigie.monitoring;

/** What is believed of a check. PENDING until the first result; UNKNOWN when Vigie itself cannot tell. */
public enum CheckState {
    PENDING,
    OK,
    WARNING,
    CRITICAL,
    UNKNOWN
}
