package org.vigie.api.tickets;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.page.Texts;
import org.vigie.servicedesk.Explanation;
import org.vigie.shared.Actor;
import org.vigie.shared.Span;

/**
 * Why a deadline is what it is, every counted interval included.
 *
 * @param source where the target comes from, as a sentence
 * @param elapsed the sum of what was counted
 */
record ShownExplanation(
        long number,
        ShownClock clock,
        String source,
        Duration target,
        @Nullable Instant dueIfResumed,
        @Nullable String withoutObject,
        List<Counted> counted,
        List<Stretch> toCome,
        List<Pause> pauses,
        List<Holiday> holidays,
        List<Event> events,
        List<Event> notices,
        Duration elapsed) {

    record Counted(Instant from, Instant to, Duration time) {}

    record Stretch(Instant from, Instant to) {}

    record Pause(
            Instant from,
            @Nullable Instant to,
            String reason,
            String by,
            @Nullable String endedBy,
            boolean counts,
            String why,
            Duration openTime) {}

    record Holiday(LocalDate date, String name) {}

    record Event(Instant at, @Nullable String by, String text) {}

    static ShownExplanation of(Explanation why, Texts texts) {
        return new ShownExplanation(
                why.number(),
                ShownClock.of(why.clock()),
                texts.say(why.source()),
                why.target(),
                why.dueIfResumed(),
                why.withoutObject() == null ? null : texts.say(why.withoutObject()),
                why.counted().stream()
                        .map(one -> new Counted(one.from(), one.to(), one.time()))
                        .toList(),
                why.toCome().stream().map(ShownExplanation::stretch).toList(),
                why.waits().stream().map(wait -> pause(wait, texts)).toList(),
                why.closed().stream()
                        .map(day -> new Holiday(day.date(), day.name(texts.locale())))
                        .toList(),
                why.events().stream().map(event -> event(event, texts)).toList(),
                why.notices().stream().map(event -> event(event, texts)).toList(),
                why.sum());
    }

    private static Stretch stretch(Span span) {
        return new Stretch(span.from(), span.to());
    }

    private static Pause pause(Explanation.Wait wait, Texts texts) {
        return new Pause(
                wait.from(),
                wait.to(),
                wait.reason(),
                wait.by().name(),
                name(wait.endedBy()),
                wait.counts(),
                texts.say(wait.why()),
                wait.openTime());
    }

    private static Event event(Explanation.Event event, Texts texts) {
        return new Event(event.at(), name(event.by()), texts.say(event.what()));
    }

    private static @Nullable String name(@Nullable Actor actor) {
        return actor == null ? null : actor.name();
    }
}
