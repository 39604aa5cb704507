package org.vigie.servicedesk.intake;

import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.vigie.mail.MailNews.LetterFailed;
import org.vigie.servicedesk.Tickets;
import org.vigie.servicedesk.correspondence.Correspondence;
import org.vigie.shared.Actor;
import org.vigie.shared.Scope;
import org.vigie.shared.Words;

/** Says on the ticket that a letter was not sent, once however often the news comes: nobody else would tell. */
@Component
class UnsentLetters {
    private final Tickets tickets;

    UnsentLetters(Tickets tickets) {
        this.tickets = tickets;
    }

    @Async
    @TransactionalEventListener(id = "servicedesk.letter-failed")
    public void failed(LetterFailed news) {
        Correspondence.ticket(news.about()).ifPresent(number -> tell(number, news));
    }

    private void tell(long number, LetterFailed news) {
        String said = news.why().args().isEmpty()
                ? news.why().code()
                : news.why().args().getLast();
        Words what = Words.of("timeline.mail.failed", news.address(), said);
        Scope.of(news.tenant()).run(() -> {
            if (tickets.timeline(number, true).stream()
                    .noneMatch(line -> line.what().equals(what))) {
                tickets.note(number, what, Actor.automatic("mail"));
            }
        });
    }
}
