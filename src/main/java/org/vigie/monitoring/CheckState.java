package org.vigie.monitoring;

/** What is shown of a check; UNKNOWN means that Vigie cannot tell, PENDING that it has not been able to tell yet. */
public enum CheckState {
    PENDING,
    OK,
    WARNING,
    CRITICAL,
    UNKNOWN
}
