package org.vigie.shared;

/** How much depends on an asset or a business service, the most last. */
public enum Criticality {
    LOW,
    NORMAL,
    HIGH,
    CRITICAL;

    public Criticality orWorse(Criticality other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
