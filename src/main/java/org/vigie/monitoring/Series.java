package org.vigie.monitoring;

/** A series and the number by which samples name it. */
public record Series(int id, SeriesKey key) {}
