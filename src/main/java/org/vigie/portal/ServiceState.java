package org.vigie.portal;

/** How a service is, in the words of those who use it. */
public enum ServiceState {
    DISTURBED,
    MAINTENANCE,
    UNKNOWN,
    WORKING
}
