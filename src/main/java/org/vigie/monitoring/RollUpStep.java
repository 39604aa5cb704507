package org.vigie.monitoring;

/** The two steps at which values outlive their samples. Days are UTC days. */
public enum RollUpStep {
    HOUR,
    DAY
}
