package org.vigie.notification;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.calendar.Duty;
import org.vigie.calendar.OnCall;
import org.vigie.notification.NotificationNews.DeliveryChanged;
import org.vigie.organization.Person;
import org.vigie.shared.Scope;
import org.vigie.shared.Words;

/** Tells people, and remembers whom, when, how and whether it arrived. */
@Service
public class Notifications {
    private final Ledger ledger;
    private final OnCall onCall;
    private final List<Channel> channels;
    private final ApplicationEventPublisher news;

    Notifications(Ledger ledger, OnCall onCall, List<Channel> channels, ApplicationEventPublisher news) {
        this.ledger = ledger;
        this.onCall = onCall;
        this.channels = List.copyOf(channels);
        this.news = news;
    }

    /**
     * Tells whoever is on call for the team (key) at that instant; the answer says who and why. Asking again with the
     * same key tells nobody twice, also when somebody else is on call by then.
     */
    @Transactional
    public List<Delivery> page(String team, Telling telling, Instant at) {
        var before = ledger.idsOf(telling.key());
        if (!before.isEmpty()) {
            return ledger.byIds(before);
        }
        Duty duty = onCall.whoIsOnCall(team, at);
        // On call: the one whose turn it is. Nobody on call: everybody of the team.
        List<Person> people = duty.onCall() ? duty.people().subList(0, 1) : duty.people();
        for (Person person : people) {
            for (Channel channel : channels) {
                if (channel.reaches(person)) {
                    ledger.plan(telling, person, channel.name(), duty.why(), at)
                            .ifPresent(id -> news.publishEvent(new DeliveryChanged(Scope.tenant(), at, id, "planned")));
                }
            }
        }
        return ledger.byIds(ledger.idsOf(telling.key()));
    }

    /** What was sent about one page (link), the newest first. */
    @Transactional(readOnly = true)
    public List<Delivery> about(String link) {
        return ledger.about(link);
    }

    @Transactional(readOnly = true)
    public List<Delivery> latest(int howMany) {
        return ledger.latest(howMany);
    }

    /**
     * @param status "planned", "sent" or "failed"
     * @param why why this person: "on call for n2 until …"
     * @param error why it did not arrive, when it did not
     */
    public record Delivery(
            long id,
            Instant at,
            String person,
            String channel,
            String status,
            Words subject,
            Words why,
            String link,
            @Nullable Instant deliveredAt,
            @Nullable String error) {}
}
