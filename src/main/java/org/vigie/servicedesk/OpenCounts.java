package org.vigie.servicedesk;

/** Of the tickets that are not resolved. @param late a deadline has passed; @param untaken given to nobody */
public record OpenCounts(long open, long late, long untaken) {}
