package org.vigie.servicedesk;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The conditions of a list, with the values of their parameters in the same order. */
final class ListWhere {
    private final List<String> conditions = new ArrayList<>(List.of("true"));
    private final List<Object> values = new ArrayList<>();
    private boolean byNumber;
    private boolean onlyOpen;

    ListWhere filter(TicketFilter filter) {
        if (filter.kind() != null) {
            and("t.kind = " + filter.kind().ordinal());
        }
        if (filter.onlyOpenStates()) {
            // In the words of the partial indexes.
            and("t.state <= 2");
            onlyOpen = true;
        }
        if (!filter.states().isEmpty()) {
            and("t.state in ("
                    + filter.states().stream()
                            .map(state -> String.valueOf(state.ordinal()))
                            .sorted()
                            .collect(Collectors.joining(", "))
                    + ")");
        }
        if (filter.priority() != null) {
            and("t.priority = " + filter.priority().ordinal());
        }
        if (filter.team() != null) {
            and("t.team = ?", filter.team());
        }
        if (filter.assignee() != null) {
            and("t.assignee = ?", filter.assignee());
        }
        if (filter.asset() != null) {
            and("t.asset_id = ?", filter.asset());
        }
        if (filter.service() != null) {
            and("t.service_id = ?", filter.service());
        }
        return this;
    }

    ListWhere conditions(List<Condition> allOf) {
        allOf.forEach(this::condition);
        return this;
    }

    private void condition(Condition wanted) {
        switch (wanted) {
            case Condition.Among(var column, var values, var none, var not)
            when column == Condition.Column.STATE -> {
                Set<Integer> states = states(values, none, not);
                if (states.stream().allMatch(state -> state <= 2)) {
                    // In the words of the partial indexes.
                    and("t.state <= 2");
                    onlyOpen = true;
                }
                and(states.isEmpty() ? "false" : "t.state in (" + joined(states) + ")");
            }
            case Condition.Among among -> among(among);
            case Condition.WatchedBy(long person) ->
                and(
                        "t.number in (select w.number from servicedesk.watcher w"
                                + " where w.tenant_id = t.tenant_id and w.person_id = ?)",
                        person);
            case Condition.Before(var column, var instant) -> and("t." + column.sql + " < ?", Columns.inUtc(instant));
            case Condition.Since(var column, var instant) -> {
                and("t." + column.sql + " >= ?", Columns.inUtc(instant));
                if (column == Condition.Column.DUE) {
                    and("t.due_order < 'infinity'::timestamptz");
                }
            }
        }
    }

    /** Those that are left, whichever way they were asked for: only so are the open ones recognised. */
    private static Set<Integer> states(List<String> values, boolean none, boolean not) {
        var states = new TreeSet<Integer>();
        for (TicketState state : TicketState.values()) {
            if (values.contains(String.valueOf(state.ordinal())) != not) {
                states.add(state.ordinal());
            }
        }
        return none && !not ? Set.of() : states;
    }

    private void among(Condition.Among wanted) {
        String column = "t." + wanted.column().sql;
        var ways = new ArrayList<String>();
        if (wanted.none() != wanted.not()) {
            ways.add(column + " is null");
        }
        if (!wanted.values().isEmpty()) {
            String list = wanted.column().isNumber
                    ? String.join(", ", wanted.values())
                    : "?" + ", ?".repeat(wanted.values().size() - 1);
            ways.add(column + (wanted.not() ? " not in (" : " in (") + list + ")");
        } else if (wanted.not()) {
            ways.add(column + " is not null");
        }
        Object[] params =
                wanted.column().isNumber ? new Object[0] : wanted.values().toArray();
        and(ways.size() == 1 ? ways.getFirst() : "(" + String.join(" or ", ways) + ")", params);
    }

    /** Whether nothing but open tickets can match. */
    boolean isOnlyOpen() {
        return onlyOpen;
    }

    private static String joined(Collection<Integer> ordinals) {
        return ordinals.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** What stands at the cursor's place in the order and follows by number. */
    ListWhere besides(ListOrder order, ListCursor cursor) {
        return copy().and("t.%s = ?::%s".formatted(order.column(), order.type()), cursor.key())
                .and("t.number %s %d".formatted(order.following(), cursor.number()));
    }

    /** What stands at later places. */
    ListWhere beyond(ListOrder order, ListCursor cursor) {
        return copy().and("t.%s %s ?::%s".formatted(order.column(), order.following(), order.type()), cursor.key());
    }

    /** Only these: few enough to be read one by one, whosever they are, and so never client by client. */
    ListWhere numbers(List<@Nullable Long> numbers) {
        byNumber = true;
        return and("t.number = any(?)", (Object) numbers.toArray(Long[]::new));
    }

    boolean isByNumber() {
        return byNumber;
    }

    private ListWhere copy() {
        var copy = new ListWhere();
        copy.conditions.addAll(conditions);
        copy.values.addAll(values);
        return copy;
    }

    ListWhere and(String condition, Object... params) {
        conditions.add(condition);
        values.addAll(List.of(params));
        return this;
    }

    String text() {
        return String.join(" and ", conditions);
    }

    List<Object> values() {
        return values;
    }
}
