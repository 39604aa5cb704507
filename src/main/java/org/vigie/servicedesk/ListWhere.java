package org.vigie.servicedesk;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The conditions of a list, with the values of their parameters in the same order. */
final class ListWhere {
    private final List<String> conditions = new ArrayList<>(List.of("true"));
    private final List<Object> values = new ArrayList<>();
    private boolean byNumber;

    ListWhere filter(TicketFilter filter) {
        if (filter.kind() != null) {
            and("t.kind = " + filter.kind().ordinal());
        }
        if (filter.onlyOpenStates()) {
            // In the words of the partial indexes.
            and("t.state <= 2");
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
