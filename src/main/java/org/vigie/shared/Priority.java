package org.vigie.shared;

/** How soon something must be dealt with, the most urgent first. */
public enum Priority {
    P1,
    P2,
    P3,
    P4
}
