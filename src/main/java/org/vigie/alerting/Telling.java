package org.vigie.alerting;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.vigie.alerting.AlertNews.AlertCleared;
import org.vigie.alerting.AlertNews.AlertOpened;
import org.vigie.alerting.AlertNews.AlertSeverityChanged;
import org.vigie.shared.Severity;
import org.vigie.shared.Words;

/**
 * Tells upwards what was not told yet. It compares what is with what was last told, so that the end of a mute tells the
 * state of that moment and never its history.
 */
@Component
class Telling {

    private final AlertStore store;
    private final ApplicationEventPublisher news;
    private final InstantSource clock;

    Telling(AlertStore store, ApplicationEventPublisher news, InstantSource clock) {
        this.store = store;
        this.news = news;
        this.clock = clock;
    }

    /** For an open alert that is not muted. */
    void catchUp(Alert alert) {
        Instant now = clock.instant();
        Optional<Severity> told = store.toldSeverity(alert.id());
        if (told.isEmpty()) {
            store.told(alert.id(), alert.severity(), now);
            news.publishEvent(new AlertOpened(
                    alert.tenant(),
                    now,
                    alert.id(),
                    alert.assetId(),
                    alert.checkId(),
                    alert.symptom(),
                    alert.severity(),
                    alert.summary()));
        } else if (told.get() != alert.severity()) {
            store.told(alert.id(), alert.severity(), now);
            news.publishEvent(new AlertSeverityChanged(
                    alert.tenant(),
                    now,
                    alert.id(),
                    alert.assetId(),
                    alert.checkId(),
                    alert.symptom(),
                    alert.severity(),
                    alert.summary()));
        }
    }

    /** Only those who were told of the trouble learn that it is over. */
    void cleared(Alert alert, Instant recoveredAt, Words evidence) {
        if (store.toldSeverity(alert.id()).isPresent()) {
            news.publishEvent(new AlertCleared(
                    alert.tenant(),
                    recoveredAt,
                    alert.id(),
                    alert.assetId(),
                    alert.checkId(),
                    alert.symptom(),
                    evidence));
        }
    }
}
