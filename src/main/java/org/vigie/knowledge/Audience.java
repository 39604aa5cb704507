package org.vigie.knowledge;

/** Who may read a published article; the provider's staff always may. The numbers are those of the table. */
public enum Audience {
    STAFF,
    CLIENT,
    CLIENTS
}
