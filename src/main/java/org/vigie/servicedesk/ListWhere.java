package org.vigie.servicedesk;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The conditions of a list, with the values of their parameters in the same order. */
final class ListWhere {
    private final List<String> conditions = new ArrayList<>(List.of("true"));
    private final List<Object> values = new ArrayList<>();

    ListWhere filter(TicketFilter filter) {
        if (filter.kind() != null) {
            and("t.kind = " + filter.kind().ordinal());
        }
        if (filter.openOnly()
                || (!filter.states().isEmpty() && filter.states().stream().allMatch(TicketState::isOpen))) {
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

    ListWhere after(ListOrder order, ListCursor cursor) {
        return and(
                "(t.%s, t.number) %s (?::%s, %d)"
                        .formatted(order.column(), order.following(), order.type(), cursor.number()),
                cursor.key());
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
