package org.vigie.alerting;

import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.alerting.AlertNews.AlertAcknowledged;
import org.vigie.shared.Actor;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;
import org.vigie.shared.Words;

/** An acknowledgement has an owner and may have an end; it speaks about the trouble as it was when it was given. */
@Component
class Acknowledging {

    private final AlertStore store;
    private final AlertTimeline timeline;
    private final ApplicationEventPublisher news;
    private final InstantSource clock;

    Acknowledging(AlertStore store, AlertTimeline timeline, ApplicationEventPublisher news, InstantSource clock) {
        this.store = store;
        this.timeline = timeline;
        this.news = news;
        this.clock = clock;
    }

    void acknowledge(long alertId, Actor by, @Nullable String note, @Nullable Instant until) {
        Alert alert = store.lock(alertId).orElseThrow(() -> NotFound.of("alert", alertId));
        Instant now = clock.instant();
        if (!alert.isOpen()) {
            throw Refused.conflict("refusal.alert-cleared", alertId);
        }
        if (until != null && !until.isAfter(now)) {
            throw Refused.field("until", "refusal.acknowledgement-in-the-past", until);
        }
        String text = note == null || note.isBlank() ? null : note.strip();
        if (text != null && text.length() > 1000) {
            throw Refused.field("note", "refusal.acknowledgement-note", 1000);
        }
        store.acknowledge(alertId, by.name(), text, until, now);
        timeline.add(alertId, AlertEvent.Kind.ACKNOWLEDGED, by, said(by, text, until));
        news.publishEvent(
                new AlertAcknowledged(alert.tenant(), now, alertId, alert.assetId(), alert.symptom(), by.name()));
    }

    private static Words said(Actor by, @Nullable String note, @Nullable Instant until) {
        String said = note == null ? "" : note;
        return until == null
                ? Words.of("alert.acknowledged", by.name(), said)
                : Words.of("alert.acknowledged-until", by.name(), said, until);
    }

    void withdraw(long alertId, Actor by, Words reason) {
        Alert alert = store.lock(alertId).orElseThrow(() -> NotFound.of("alert", alertId));
        if (alert.acknowledgedAt() != null && alert.isOpen()) {
            store.withdrawAcknowledgement(alertId);
            timeline.add(alertId, AlertEvent.Kind.ACKNOWLEDGEMENT_WITHDRAWN, by, reason);
        }
    }

    /** Its time is over: somebody must look again. */
    @Transactional
    public void expire(long alertId) {
        store.lock(alertId)
                .filter(alert -> alert.acknowledgedUntil() != null
                        && !alert.acknowledgedUntil().isAfter(clock.instant()))
                .ifPresent(alert -> withdraw(
                        alertId,
                        AlertTimeline.SELF,
                        Words.of(
                                "alert.acknowledgement-expired",
                                java.util.Objects.requireNonNull(alert.acknowledgedBy()),
                                java.util.Objects.requireNonNull(alert.acknowledgedUntil()))));
    }
}
