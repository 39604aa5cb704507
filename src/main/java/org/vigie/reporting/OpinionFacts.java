package org.vigie.reporting;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.shared.SqlTime;

/** What was asked and said of resolutions, as the service desk publishes it. */
@Repository
class OpinionFacts {
    private final JdbcClient db;

    OpinionFacts(JdbcClient db) {
        this.db = db;
    }

    /** The resolutions of the month; what is said of them counts whenever it is said. */
    List<Evidence.Opinion> of(ReportMonth month) {
        return db.sql("""
                select number, resolved_at, why_not, score, answered_at from servicedesk.fact_opinion
                where resolved_at >= :from and resolved_at < :to order by resolved_at, number
                """)
                .param("from", SqlTime.of(month.from()))
                .param("to", SqlTime.of(month.counted()))
                .query((row, n) -> new Evidence.Opinion(
                        row.getLong("number"),
                        SqlTime.get(row, "resolved_at"),
                        row.getString("why_not"),
                        row.getObject("score", Integer.class),
                        SqlTime.find(row, "answered_at")))
                .list();
    }
}
