package org.vigie.shared;

/** How bad a signal is, the worst last. */
public enum Severity {
    WARNING,
    CRITICAL;

    public boolean isWorseThan(Severity other) {
        return compareTo(other) > 0;
    }
}
