package org.vigie.notification;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.calendar.Duty;
import org.vigie.calendar.OnCall;
import org.vigie.organization.People;
import org.vigie.organization.Person;
import org.vigie.shared.Words;

/** Tells people, and remembers whom, when, how, why and whether it arrived. */
@Service
public class Notifications {
    private final Ledger ledger;
    private final OnCall onCall;
    private final People people;
    private final Reach reach;
    private final List<Channel> channels;

    Notifications(Ledger ledger, OnCall onCall, People people, Reach reach, List<Channel> channels) {
        this.ledger = ledger;
        this.onCall = onCall;
        this.people = people;
        this.reach = reach;
        this.channels = List.copyOf(channels);
    }

    /**
     * Tells whoever is on call for the team (key) at that instant; the answer says who and why. Nobody on call: all of
     * the team; nobody in the team: everybody of the client. Who cannot be reached is followed by the next in the order
     * of the rota. Asking again with the same key tells nobody twice, also when somebody else is on call by then.
     */
    @Transactional
    public Told page(String team, Telling telling, Instant at) {
        Duty duty = onCall.whoIsOnCall(team, at);
        if (ledger.idsOf(telling.key()).isEmpty()) {
            if (duty.onCall()) {
                for (Person person : duty.people()) {
                    if (reach.tell(telling, team, person, duty.why(), at)) {
                        break;
                    }
                }
            } else {
                Words why = duty.people().isEmpty() ? Words.of("notification.why.everybody", team) : duty.why();
                List<Person> all = duty.people().isEmpty() ? people.all() : duty.people();
                all.forEach(person -> reach.tell(telling, team, person, why, at));
            }
        }
        return new Told(duty.onCall(), duty.why(), ledger.byIds(ledger.idsOf(telling.key())));
    }

    /**
     * Tells one person, by name. Who was told this already is not told again.
     *
     * @param team whose next person on call is told when this one cannot be reached; null when nobody stands in
     * @param why why this person
     * @return false when they were told before
     */
    @Transactional
    public boolean tell(Person person, @Nullable String team, Telling telling, Words why, Instant at) {
        if (ledger.isTold(telling.key(), person.key())) {
            return false;
        }
        reach.tell(telling, team, person, why, at);
        return true;
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

    /** Whether people are told anywhere but on the page. */
    public boolean leavesTheHouse() {
        return channels.stream().anyMatch(one -> !one.name().equals(PageChannel.NAME) && one.isSet());
    }

    /**
     * Whom a page was for.
     *
     * @param onCall false when nobody was on call and others were told instead
     * @param why why these people, or why nobody is on call
     * @param deliveries also those that cannot be made; empty when the client has no people at all
     */
    public record Told(boolean onCall, Words why, List<Delivery> deliveries) {
        public Told {
            deliveries = List.copyOf(deliveries);
        }
    }

    /**
     * One message to one person by one way.
     *
     * @param status "planned", "sent", "failed", or "unreachable" when this way was never open
     * @param why why this person: "on call for n2 until …"
     * @param attempts how often it was tried
     * @param nextAttemptAt when it is tried next; null when it is not
     * @param insteadOf the way that failed before this one was taken, null when it is the first
     * @param failure why it did not arrive, when it did not
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
            int attempts,
            @Nullable Instant nextAttemptAt,
            @Nullable String insteadOf,
            @Nullable Words failure) {

        public boolean isOpen() {
            return status.equals("planned") || status.equals("sent");
        }
    }
}
