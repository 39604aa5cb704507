package org.vigie.servicedesk;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.vigie.shared.Page;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;

/**
 * Lists by keyset. One client and all clients walk one index in order. Several clients are read client by client, each
 * in order, and merged: an array of tenants cannot give ordered rows, and walking all clients' rows for a few of them
 * could take for ever. The numbers of a page are found first, in an index alone wherever it holds what is asked, and only
 * the rows of the page are read: reading those that the merge drops again would be most of the work.
 */
@Component
class TicketList {
    private final JdbcClient jdbc;
    private final TitleSearch search;

    TicketList(JdbcClient jdbc, TitleSearch search) {
        this.jdbc = jdbc;
        this.search = search;
    }

    Page<Ticket> page(TicketFilter filter, TicketQuery query, TicketSort sort, @Nullable String cursor, int limit) {
        if (limit < 1 || limit > Page.MAX_LIMIT) {
            throw Refused.field("limit", "refusal.limit", 1, Page.MAX_LIMIT);
        }
        planForTheseValues();
        ListOrder order = ListOrder.of(sort);
        ListCursor after = cursor == null ? null : ListCursor.read(cursor, sort);
        Walk page = anyOf(order, groups(filter, query), after, limit + 1);
        List<Listed> rows = jdbc.sql("""
                        select %s, page.%s::text as cursor_key
                        from (%s) page join servicedesk.ticket t on t.number = page.number
                        order by page.%2$s %s, page.number %4$s
                        """.formatted(TicketStore.COLUMNS, order.column(), page.sql, order.direction()))
                .params(page.values)
                .query((row, index) -> new Listed(
                        TicketStore.ticket(row, index),
                        new ListCursor(sort, row.getString("cursor_key"), row.getLong("number"))))
                .list();
        return Page.cut(rows, limit, last -> last.cursor().written()).map(Listed::ticket);
    }

    /** How many there are, counted up to {@code most} and no further: whoever reads "99+" asks no more. */
    int count(TicketFilter filter, TicketQuery query, int most) {
        planForTheseValues();
        Walk counted = anyOf(ListOrder.of(TicketSort.DUE), groups(filter, query), null, most);
        return jdbc.sql("select count(*) from (" + counted.sql + ") counted")
                .params(counted.values)
                .query(Integer.class)
                .single();
    }

    /** A plan that is kept for any word and any client is a bad one for most of them. */
    private void planForTheseValues() {
        jdbc.sql("select set_config('plan_cache_mode', 'force_custom_plan', true)")
                .query(String.class)
                .single();
    }

    private List<ListWhere> groups(TicketFilter filter, TicketQuery query) {
        List<List<Condition>> anyOf = query.anyOf().isEmpty() ? List.of(List.of()) : query.anyOf();
        return anyOf.stream()
                .map(allOf -> {
                    ListWhere where = new ListWhere().filter(filter).conditions(allOf);
                    if (filter.text() != null && !filter.text().isBlank()) {
                        search.narrow(where, filter.text(), where.isOnlyOpen());
                    }
                    return where;
                })
                .toList();
    }

    private record Listed(Ticket ticket, ListCursor cursor) {}

    /** Numbers stand in the text and not as parameters, so that the plan is made for them. */
    private record Walk(String sql, List<Object> values) {}

    /** Each group is walked of its own, as fast as if it were alone; a ticket of two groups is met once. */
    private static Walk anyOf(ListOrder order, List<ListWhere> groups, @Nullable ListCursor after, int rows) {
        if (groups.size() == 1) {
            return page(order, groups.getFirst(), after, rows);
        }
        var walks =
                groups.stream().map(group -> page(order, group, after, rows)).toList();
        return new Walk(
                walks.stream().map(Walk::sql).collect(Collectors.joining(") union (", "select * from ((", ")) any_of"))
                        + " order by %s %s, number %2$s limit %d".formatted(order.column(), order.direction(), rows),
                walks.stream().flatMap(walk -> walk.values.stream()).toList());
    }

    private static Walk page(ListOrder order, ListWhere where, @Nullable ListCursor after, int rows) {
        if (where.isByNumber()) {
            return walk(order, where, after, rows);
        }
        return switch (Scope.current()) {
            case Scope.Nothing() -> walk(order, where, after, rows);
            case Scope.One ignored -> walk(order, where.and("t.tenant_id = vigie.tenant()"), after, rows);
            case Scope.Across ignored -> walk(order, where, after, rows);
            case Scope.Many ignored -> {
                Walk client = walk(order, where.and("t.tenant_id = scope.tenant"), after, rows);
                yield new Walk("""
                        select x.* from unnest(vigie.tenants()) as scope (tenant)
                        cross join lateral (%s) x
                        order by x.%s %s, x.number %3$s limit %d
                        """.formatted(client.sql, order.column(), order.direction(), rows), client.values);
            }
        };
    }

    /**
     * Two walks after a cursor and not one comparison of both columns: that is estimated by the first column alone. Where
     * many rows share the cursor's place (no deadline, P4) it is taken for next to nothing, and a plan is chosen that
     * reads them all for each client.
     */
    private static Walk walk(ListOrder order, ListWhere where, @Nullable ListCursor after, int rows) {
        if (after == null) {
            return ordered(order, where, rows);
        }
        Walk besides = ordered(order, where.besides(order, after), rows);
        Walk beyond = ordered(order, where.beyond(order, after), rows);
        var values = new ArrayList<>(besides.values);
        values.addAll(beyond.values);
        return new Walk(
                "select * from ((%s) union all (%s)) both_walks order by %s %s, number %4$s limit %d"
                        .formatted(besides.sql, beyond.sql, order.column(), order.direction(), rows),
                values);
    }

    private static Walk ordered(ListOrder order, ListWhere where, int rows) {
        return new Walk(
                "select t.number, t.%s from servicedesk.ticket t where %s order by t.%1$s %s, t.number %3$s limit %d"
                        .formatted(order.column(), where.text(), order.direction(), rows),
                where.values());
    }
}
