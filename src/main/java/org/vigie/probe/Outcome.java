package org.vigie.probe;

/** What one probe saw; UNKNOWN says that Vigie itself could not tell, and is never a verdict on the service. */
public enum Outcome {
    OK,
    WARNING,
    CRITICAL,
    UNKNOWN;

    Outcome worseOf(Outcome other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
