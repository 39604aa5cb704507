package org.vigie.servicedesk;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.vigie.shared.Page;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;

/**
 * Lists by keyset. One client and all clients walk one index in order. Several clients are read client by client, each
 * in order, and merged: an array of tenants cannot give ordered rows, and walking all clients' rows for a few of them
 * could take for ever.
 */
@Component
class TicketList {
    private final JdbcClient jdbc;
    private final TitleSearch search;

    TicketList(JdbcClient jdbc, TitleSearch search) {
        this.jdbc = jdbc;
        this.search = search;
    }

    Page<Ticket> page(TicketFilter filter, TicketSort sort, @Nullable String cursor, int limit) {
        if (limit < 1 || limit > Page.MAX_LIMIT) {
            throw Refused.field("limit", "refusal.limit", 1, Page.MAX_LIMIT);
        }
        // A plan that is kept for any word and any client is a bad one for most of them.
        jdbc.sql("select set_config('plan_cache_mode', 'force_custom_plan', true)")
                .query(String.class)
                .single();
        ListOrder order = ListOrder.of(sort);
        ListWhere where = new ListWhere().filter(filter);
        if (filter.text() != null && !filter.text().isBlank()) {
            search.narrow(where, filter.text());
        }
        if (cursor != null) {
            ListCursor after = ListCursor.read(cursor, sort);
            where.after(order, after);
        }
        List<Listed> rows = jdbc.sql(sql(order, where, limit + 1))
                .params(where.values())
                .query((row, index) -> new Listed(
                        TicketStore.ticket(row, index),
                        new ListCursor(sort, row.getString("cursor_key"), row.getLong("number"))))
                .list();
        return Page.cut(rows, limit, last -> last.cursor().written()).map(Listed::ticket);
    }

    private record Listed(Ticket ticket, ListCursor cursor) {}

    /** Numbers stand in the text and not as parameters, so that the plan is made for them. */
    static String sql(ListOrder order, ListWhere where, int rows) {
        return switch (Scope.current()) {
            case Scope.Nothing() -> one(order, where, rows);
            case Scope.One ignored -> one(order, where.and("t.tenant_id = vigie.tenant()"), rows);
            case Scope.Across ignored -> one(order, where, rows);
            case Scope.Many ignored ->
                """
                    select x.* from unnest(vigie.tenants()) as scope (tenant)
                    cross join lateral (%s) x
                    order by x.%s %s, x.number %3$s limit %d
                    """.formatted(
                                one(order, where.and("t.tenant_id = scope.tenant"), rows),
                                order.column(),
                                order.direction(),
                                rows);
        };
    }

    private static String one(ListOrder order, ListWhere where, int rows) {
        return "select %s, t.due_order, t.%s::text as cursor_key from servicedesk.ticket t where %s order by t.%s %s, t.number %5$s limit %6$d"
                .formatted(TicketStore.COLUMNS, order.column(), where.text(), order.column(), order.direction(), rows);
    }
}
