package org.vigie.servicedesk;

/** A column and its direction; the number follows in the same direction, so that one index serves both. */
record ListOrder(String column, String type, boolean ascending) {
    static ListOrder of(TicketSort sort) {
        return switch (sort) {
            case NEWEST -> new ListOrder("opened_at", "timestamptz", false);
            case OLDEST -> new ListOrder("opened_at", "timestamptz", true);
            case PRIORITY -> new ListOrder("priority", "smallint", true);
            case DUE -> new ListOrder("due_order", "timestamptz", true);
            case UPDATED -> new ListOrder("updated_at", "timestamptz", false);
        };
    }

    String direction() {
        return ascending ? "asc" : "desc";
    }

    String following() {
        return ascending ? ">" : "<";
    }
}
