package org.vigie.servicedesk;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.organization.Clients;
import org.vigie.organization.People;
import org.vigie.servicedesk.satisfaction.Question;
import org.vigie.servicedesk.satisfaction.Questions;
import org.vigie.servicedesk.satisfaction.Questions.Answered;
import org.vigie.shared.Actor;
import org.vigie.shared.Crossing;
import org.vigie.shared.Scope;
import org.vigie.shared.Words;

/** What those who asked say of how it went, by the link of a mail; a bad answer is something to do for whoever had the ticket. */
@Service
public class Opinions {
    private static final Actor SELF = Actor.automatic("satisfaction");

    /** Until when somebody has asked what was wrong. */
    private static final Duration LOOKED_INTO = Duration.ofDays(2);

    private final Questions questions;
    private final Verbs verbs;
    private final Tasks tasks;
    private final Clients clients;
    private final People people;
    private final MessageSource messages;
    private final Crossing crossing;
    private final TransactionTemplate transaction;

    Opinions(
            Questions questions,
            Verbs verbs,
            Tasks tasks,
            Clients clients,
            People people,
            MessageSource messages,
            PlatformTransactionManager transactions) {
        this.questions = questions;
        this.verbs = verbs;
        this.tasks = tasks;
        this.clients = clients;
        this.people = people;
        this.messages = messages;
        this.crossing = new Crossing("servicedesk", transactions);
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The question of a link; not found where there never was one, and where its time is over. */
    public Question open(String secret) {
        return crossing.read("a link says whose it is", () -> questions.open(secret));
    }

    /** May be said again until the link's time is over: the last word counts. */
    public void say(String secret, int score, String comment) {
        Question question = open(secret);
        Scope.of(question.tenant())
                .run(() -> transaction.executeWithoutResult(status -> keep(question, score, comment)));
    }

    private void keep(Question question, int score, String comment) {
        Answered answered = questions.answer(question, score, comment);
        if (answered == Answered.AGAIN) {
            return;
        }
        String words = Questions.words(comment);
        long number = question.number();
        TicketRow row = verbs.tickets.lockAny(number);
        verbs.timeline.add(
                row.tenant(),
                number,
                TimelineEntry.Kind.NOTED,
                verbs.now(),
                by(question.person()),
                Words.of("timeline.opinion", score),
                words.isEmpty() ? null : words,
                true);
        verbs.tickets.change(row).write();
        verbs.tell(new TicketNews.TicketRated(row.tenant(), verbs.now(), number, score));
        if (answered == Answered.FIRST_BAD) {
            Locale locale = clients.get(question.tenant()).locale();
            tasks.followUp(
                    number,
                    messages.getMessage("opinion.follow-up", new Object[] {String.valueOf(score)}, locale),
                    verbs.now().plus(LOOKED_INTO),
                    SELF);
        }
    }

    private Actor by(@Nullable Long person) {
        return person == null
                ? SELF
                : new Actor(Actor.Kind.PERSON, null, people.get(person).name());
    }
}
