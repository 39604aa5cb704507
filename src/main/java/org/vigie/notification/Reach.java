package org.vigie.notification;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.vigie.calendar.Duty;
import org.vigie.calendar.OnCall;
import org.vigie.notification.Ledger.Planned;
import org.vigie.notification.NotificationNews.DeliveryChanged;
import org.vigie.organization.People;
import org.vigie.organization.Person;
import org.vigie.shared.Scope;
import org.vigie.shared.Words;

/**
 * Which way leads to whom. Everybody is told on the page and by the first way out of the house that is open: the one
 * the person chose, else the one the settings put first. When that way fails, the next one; when none is left, the next
 * person on call.
 */
@Component
class Reach {
    private final Ledger ledger;
    private final OnCall onCall;
    private final People people;
    private final Map<String, Channel> channels;
    private final List<String> usual;
    private final ApplicationEventPublisher news;

    Reach(
            Ledger ledger,
            OnCall onCall,
            People people,
            List<Channel> channels,
            NotificationSettings settings,
            ApplicationEventPublisher news) {
        this.ledger = ledger;
        this.onCall = onCall;
        this.people = people;
        this.channels = channels.stream().collect(Collectors.toMap(Channel::name, Function.identity()));
        this.usual = settings.order();
        this.news = news;
    }

    /** Plans the page and the first open way; false when there are ways out of the house and none leads to this person. */
    boolean tell(Telling telling, @Nullable String team, Person person, Words why, Instant at) {
        plan(telling, team, person, PageChannel.NAME, null, why, at);
        List<Channel> ways = ways(person);
        for (Channel way : ways) {
            if (way.obstacle(person).isEmpty()) {
                plan(telling, team, person, way.name(), null, why, at);
                return true;
            }
        }
        for (Channel way : ways) {
            Words obstacle = way.obstacle(person).orElseThrow();
            ledger.unreachable(telling, team, person, way.name(), why, obstacle, at);
        }
        return ways.isEmpty();
    }

    /** The way that is taken now that this one failed; empty when the person has no other, or it is under way already. */
    Optional<String> another(Planned failed, Instant at) {
        Optional<Person> person = people.find(failed.person());
        if (person.isEmpty() || failed.team() == null) {
            return Optional.empty();
        }
        return ways(person.get()).stream()
                .filter(way -> !way.name().equals(failed.channel()))
                .filter(way -> way.obstacle(person.get()).isEmpty())
                .map(Channel::name)
                .filter(way ->
                        plan(failed.telling(), failed.team(), person.get(), way, failed.channel(), failed.why(), at))
                .findFirst();
    }

    /** Calls the next one in the order of the rota who was not told yet, unless somebody was reached or may still be. */
    Optional<String> callNext(Planned failed, Instant at) {
        boolean hope = ledger.hasHope(failed.telling().key(), failed.id(), Retry.TRIES_BEFORE_ANOTHER_WAY);
        if (hope || failed.team() == null) {
            return Optional.empty();
        }
        Duty duty = onCall.whoIsOnCall(failed.team(), at);
        Words why = Words.of("notification.why.next", failed.personName(), failed.team());
        for (Person person : duty.people()) {
            if (!ledger.isTold(failed.telling().key(), person.key())
                    && tell(failed.telling(), failed.team(), person, why, at)) {
                return Optional.of(person.name());
            }
        }
        return Optional.empty();
    }

    /** In the order in which they are tried; where nothing of what a person chose is there, the usual order holds. */
    private List<Channel> ways(Person person) {
        List<Channel> chosen = set(person.ways());
        return chosen.isEmpty() ? set(usual) : chosen;
    }

    private List<Channel> set(List<String> names) {
        return names.stream()
                .map(channels::get)
                .filter(Objects::nonNull)
                .filter(Channel::isSet)
                .toList();
    }

    private boolean plan(
            Telling telling,
            @Nullable String team,
            Person person,
            String channel,
            @Nullable String insteadOf,
            Words why,
            Instant at) {
        Optional<Long> planned = ledger.plan(telling, team, person, channel, insteadOf, why, at);
        planned.ifPresent(id -> news.publishEvent(new DeliveryChanged(Scope.tenant(), at, id, "planned")));
        return planned.isPresent();
    }
}
