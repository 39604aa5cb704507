package org.vigie.shared;

/** The client that a row belongs to. */
public record TenantId(int value) implements Comparable<TenantId> {
    public TenantId {
        if (value <= 0) {
            throw new IllegalArgumentException("a tenant id is positive, not " + value);
        }
    }

    @Override
    public int compareTo(TenantId other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
