package org.vigie.servicedesk;

import static org.vigie.servicedesk.Columns.inUtc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.vigie.organization.Team;
import org.vigie.shared.Actor;

/** The hand-overs of tickets, to which rows are only added. */
@Component
class HandoverLog {
    private final JdbcClient jdbc;

    HandoverLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Row(
            long id,
            Instant at,
            Actor by,
            Handover.Step step,
            int fromLevel,
            int toLevel,
            @Nullable String reason) {
        Handover counted(boolean bounce) {
            return new Handover(id, at, by, step.from(), fromLevel, step.to(), toLevel, reason, bounce);
        }
    }

    /** The first one first. */
    List<Handover> of(Ticket ticket) {
        List<Row> rows = jdbc.sql("""
                        select id, at, by_account, by_name, by_person, from_team, from_level, to_team, to_level, reason
                        from servicedesk.handover where tenant_id = ? and number = ? order by id
                        """)
                .params(ticket.tenant().value(), ticket.number())
                .query((row, index) -> row(row))
                .list();
        List<Boolean> bounces = Handover.bounces(rows.stream().map(Row::step).toList());
        var all = new ArrayList<Handover>();
        for (int i = 0; i < rows.size(); i++) {
            all.add(rows.get(i).counted(bounces.get(i)));
        }
        return all;
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getLong("id"),
                Columns.instantOf(row, "at"),
                Columns.actor(row),
                new Handover.Step(row.getString("from_team"), row.getString("to_team")),
                row.getInt("from_level"),
                row.getInt("to_level"),
                row.getString("reason"));
    }

    void add(TicketRow row, String from, Team to, @Nullable String reason, Actor by, Instant now) {
        jdbc.sql("""
                        insert into servicedesk.handover (tenant_id, number, at, by_account, by_name, by_person, from_team,
                          from_level, to_team, to_level, reason)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(Columns.values(
                        row.tenant().value(),
                        row.number(),
                        inUtc(now),
                        by.accountId(),
                        by.name(),
                        by.isPerson(),
                        from,
                        row.ticket().level(),
                        to.key(),
                        to.level(),
                        reason))
                .update();
    }
}
