package org.vigie.servicedesk;

import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.organization.Clients;
import org.vigie.organization.Teams;
import org.vigie.servicedesk.satisfaction.Question;
import org.vigie.servicedesk.satisfaction.Questions;
import org.vigie.shared.Actor;
import org.vigie.shared.Crossing;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;

/** What those who asked say of how it went, by the link of a mail; a bad answer is looked into. */
@Service
public class Opinions {
    private static final Actor SELF = Actor.automatic("satisfaction");

    private final Questions questions;
    private final Tickets tickets;
    private final TicketLinks links;
    private final Clients clients;
    private final Teams teams;
    private final MessageSource messages;
    private final Crossing crossing;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    Opinions(
            Questions questions,
            Tickets tickets,
            TicketLinks links,
            Clients clients,
            Teams teams,
            MessageSource messages,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.questions = questions;
        this.tickets = tickets;
        this.links = links;
        this.clients = clients;
        this.teams = teams;
        this.messages = messages;
        this.crossing = new Crossing("servicedesk", transactions);
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** The question of a link; not found where there never was one, and where its time is over. */
    public Question open(String secret) {
        return crossing.read("a link says whose it is", () -> questions.open(secret));
    }

    /** May be said again until the link's time is over: the last word counts. */
    public void say(String secret, int score, String comment) {
        Question question = open(secret);
        Scope.of(question.tenant()).run(() -> {
            // The answer is kept whatever becomes of what follows from it.
            if (Boolean.TRUE.equals(transaction.execute(status -> questions.answer(question, score, comment)))) {
                lookInto(question, score, comment.strip());
            }
        });
    }

    /** Once for each question, whoever clicks how often: the question is the ticket's origin. */
    private void lookInto(Question question, int score, String comment) {
        Ticket about = tickets.get(question.number());
        Locale locale = clients.get(question.tenant()).locale();
        String number = String.valueOf(about.number());
        long followUp = tickets.open(new OpenTicket(
                TicketKind.REQUEST,
                "opinion " + question.id(),
                messages.getMessage("opinion.follow-up.title", new Object[] {number}, locale),
                messages.getMessage("opinion.follow-up.said", new Object[] {String.valueOf(score), comment}, locale)
                        .strip(),
                Grade.MEDIUM,
                Grade.MEDIUM,
                null,
                about.service(),
                null,
                null,
                null,
                team(about),
                clock.instant(),
                SELF));
        try {
            links.tie(followUp, Tie.RELATED_TO, about.number(), SELF);
        } catch (Refused tooManyLinks) {
            // Its title names the ticket.
        }
    }

    /** The team that had it may be gone since; the first level's then. */
    private @Nullable String team(Ticket about) {
        String team = about.team();
        return team != null && teams.find(team).isPresent() ? team : null;
    }
}
