package org.vigie.servicedesk;

/** Impact (how much is hit) or urgency (how soon it hurts); the priority is read from the two in {@link Priorities}. */
public enum Grade {
    HIGH,
    MEDIUM,
    LOW
}
