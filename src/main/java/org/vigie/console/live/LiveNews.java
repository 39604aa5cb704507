package org.vigie.console.live;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.vigie.shared.News;

/**
 * Puts each piece of news on PostgreSQL's own wire in the transaction in which it happens: it leaves at the commit, it
 * reaches every node, and a rollback takes it back.
 */
@Component
class LiveNews {
    static final String CHANNEL = "vigie_live";

    private final JdbcClient jdbc;

    LiveNews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @EventListener
    void on(News news) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            jdbc.sql("select pg_notify(?, ?)")
                    .params(CHANNEL, news.tenant() + " " + topic(news))
                    .query((row, n) -> 1)
                    .list();
        }
    }

    /** The room that tells it: "alerting", "servicedesk", "monitoring", "notification". */
    private static String topic(News news) {
        String name = news.getClass().getPackageName();
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
