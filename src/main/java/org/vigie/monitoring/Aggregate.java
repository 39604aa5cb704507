package org.vigie.monitoring;

/** How the samples of one step become one value. Gaps (NaN) never take part. */
public enum Aggregate {
    AVERAGE,
    MINIMUM,
    MAXIMUM,
    SUM,
    COUNT,
    /** The newest value of the step; known only while raw samples are kept. */
    LAST
}
