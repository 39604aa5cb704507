package org.vigie.response;

import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.vigie.alerting.AlertNews.AlertCleared;
import org.vigie.alerting.AlertNews.AlertOpened;
import org.vigie.alerting.AlertNews.AlertSeverityChanged;
import org.vigie.notification.NotificationNews.PersonReached;
import org.vigie.notification.NotificationNews.WayFailed;
import org.vigie.servicedesk.TicketNews.TicketResolved;
import org.vigie.shared.Scope;

/** Hears the news that this room answers. News comes at least once, in any order, so each answer looks at what is. */
@Component
class AlertResponse {

    private final Incidents incidents;
    private final Stabilisation stabilisation;
    private final Paging paging;

    AlertResponse(Incidents incidents, Stabilisation stabilisation, Paging paging) {
        this.incidents = incidents;
        this.stabilisation = stabilisation;
        this.paging = paging;
    }

    @Async
    @TransactionalEventListener(id = "response.alert-opened")
    public void opened(AlertOpened news) {
        Scope.of(news.tenant()).run(() -> incidents.answer(news.alertId(), news.severity()));
    }

    @Async
    @TransactionalEventListener(id = "response.severity-changed")
    public void severityChanged(AlertSeverityChanged news) {
        Scope.of(news.tenant()).run(() -> incidents.answer(news.alertId(), news.severity()));
    }

    @Async
    @TransactionalEventListener(id = "response.alert-cleared")
    public void cleared(AlertCleared news) {
        Scope.of(news.tenant()).run(() -> stabilisation.recovered(news.alertId(), news.evidence()));
    }

    @Async
    @TransactionalEventListener(id = "response.ticket-resolved")
    public void resolved(TicketResolved news) {
        Scope.of(news.tenant()).run(() -> stabilisation.dropIfSolved(news.number()));
    }

    @Async
    @TransactionalEventListener(id = "response.person-reached")
    public void reached(PersonReached news) {
        Scope.of(news.tenant()).run(() -> paging.reached(news));
    }

    @Async
    @TransactionalEventListener(id = "response.way-failed")
    public void wayFailed(WayFailed news) {
        Scope.of(news.tenant()).run(() -> paging.wayFailed(news));
    }
}
