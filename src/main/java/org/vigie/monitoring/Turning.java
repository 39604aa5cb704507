package org.vigie.monitoring;

import java.time.Instant;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.alerting.Alerts;
import org.vigie.alerting.Recovery;
import org.vigie.alerting.Signal;
import org.vigie.monitoring.MonitoringNews.CheckTurned;
import org.vigie.shared.Severity;
import org.vigie.shared.Words;

/** Writes down that another state is believed and tells alerting, all in one transaction. */
@Component
class Turning {
    private final CheckStore store;
    private final Alerts alerts;
    private final ApplicationEventPublisher news;

    Turning(CheckStore store, Alerts alerts, ApplicationEventPublisher news) {
        this.store = store;
        this.alerts = alerts;
        this.news = news;
    }

    /** @param planned instant of the result that decided, or of the look that found the check stale */
    @Transactional
    void turn(StoredCheck check, CheckMemory before, CheckDecision decision, Words output, Instant planned) {
        CheckMemory after = decision.state();
        if (after.health() != before.health()) {
            store.turn(check.id(), after, output);
            news.publishEvent(new CheckTurned(
                    check.tenant(), planned, check.id(), check.assetId(), before.health(), after.health(), output));
        }
        switch (decision.change()) {
            case NONE -> {}
            case RAISED, WORSENED, EASED ->
                alerts.raise(new Signal(
                        check.assetId(),
                        check.symptom(),
                        check.key(),
                        check.id(),
                        after.standing() == CheckState.CRITICAL ? Severity.CRITICAL : Severity.WARNING,
                        output,
                        planned));
            case CLEARED, SETTLED ->
                alerts.clear(new Recovery(check.assetId(), check.symptom(), check.key(), check.id(), output, planned));
        }
    }
}
