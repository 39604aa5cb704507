package org.vigie.servicedesk;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** One thing that a list asks of its tickets. */
public sealed interface Condition {

    /** What can be asked about; numbers are ordinals or ids. */
    enum Column {
        KIND("kind", true),
        STATE("state", true),
        PRIORITY("priority", true),
        LEVEL("level", true),
        BOUNCES("bounces", true),
        CLIENT("tenant_id", true),
        ASSET("asset_id", true),
        SERVICE("service_id", true),
        PERSON("requester_person", true),
        TEAM("team", false),
        ASSIGNEE("assignee", false),
        SITE("site", false),
        CATEGORY("category", false),
        WAITING("waiting_reason", false),
        OPENED("opened_at", false),
        UPDATED("updated_at", false),
        RESOLVED("resolved_at", false),
        /** Infinite where there is no deadline. */
        DUE("due_order", false);

        final String sql;
        final boolean isNumber;

        Column(String sql, boolean isNumber) {
            this.sql = sql;
            this.isNumber = isNumber;
        }
    }

    /**
     * @param values any of these; for columns of numbers they are numbers
     * @param none or nothing at all ("nobody")
     * @param not turns the whole round
     */
    record Among(Column column, List<String> values, boolean none, boolean not) implements Condition {
        public Among {
            values = List.copyOf(values);
            if (values.isEmpty() && !none) {
                throw new IllegalArgumentException("a condition on " + column + " names no value");
            }
            if (column.isNumber && !values.stream().allMatch(value -> value.matches("\\d{1,18}"))) {
                throw new IllegalArgumentException(column + " is compared with numbers and not with " + values);
            }
        }
    }

    /** Earlier than an instant; what has no such moment is not. */
    record Before(Column column, Instant instant) implements Condition {}

    /** At an instant or later; a ticket without a deadline is not due later. */
    record Since(Column column, Instant instant) implements Condition {}

    /** Followed by this person of the client. */
    record WatchedBy(long person) implements Condition {}

    static Condition ordinals(Column column, Collection<? extends Enum<?>> values, boolean not) {
        return new Among(
                column,
                values.stream().map(value -> String.valueOf(value.ordinal())).toList(),
                false,
                not);
    }
}
