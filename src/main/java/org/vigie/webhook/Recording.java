package org.vigie.webhook;

import java.time.InstantSource;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.vigie.organization.Clients;
import org.vigie.shared.News;

/**
 * Writes down what is to be told in the transaction in which it happens: what is rolled back is told to nobody, and what is
 * committed is told even when the process dies the next moment.
 */
@Component
class Recording {
    private final DeliveryStore deliveries;
    private final Clients clients;
    private final InstantSource clock;

    Recording(DeliveryStore deliveries, Clients clients, InstantSource clock) {
        this.deliveries = deliveries;
        this.clients = clients;
        this.clock = clock;
    }

    @EventListener
    void on(News news) {
        WebhookEvent event = WebhookEvent.of(news);
        if (event == null || !TransactionSynchronizationManager.isActualTransactionActive()) {
            return;
        }
        List<Long> told = deliveries.toldOf(event);
        if (!told.isEmpty()) {
            deliveries.plan(told, event, event.body(clients.get(event.tenant()).key()), clock.instant());
        }
    }
}
