package org.vigie.servicedesk.search;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.vigie.shared.Crossing;
import org.vigie.shared.TenantId;

/** Makes tickets searchable that were written before there was a search, the newest first. */
@Component
class CatchingUp {
    private static final int AT_ONCE = 100;
    private static final String REASON = "make tickets of before searchable";

    private final JdbcClient jdbc;
    private final SoughtTexts texts;
    private final Crossing crossing;

    CatchingUp(JdbcClient jdbc, SoughtTexts texts, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.texts = texts;
        this.crossing = new Crossing("servicedesk", transactions);
    }

    void all() {
        while (some() == AT_ONCE) {
            // until none is left
        }
    }

    private int some() {
        record Due(long number, TenantId tenant) {}
        return crossing.write(REASON, () -> {
            // The ticket is locked first: whoever writes on it meanwhile waits, and finds its row. One that is worked
            // on
            // just now is left for the next time.
            var due = jdbc.sql("""
                            with taken as (
                              select t.number, t.tenant_id from servicedesk.unsought u
                              join servicedesk.ticket t on t.number = u.number
                              order by u.number desc limit ? for update of t skip locked)
                            delete from servicedesk.unsought u using taken where u.number = taken.number
                            returning u.number, u.tenant_id
                            """)
                    .param(AT_ONCE)
                    .query((row, index) -> new Due(row.getLong("number"), new TenantId(row.getInt("tenant_id"))))
                    .list();
            due.forEach(one -> texts.rewritten(one.tenant(), one.number()));
            return due.size();
        });
    }
}
