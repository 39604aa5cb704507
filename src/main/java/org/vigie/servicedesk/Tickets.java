package org.vigie.servicedesk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.shared.Actor;
import org.vigie.shared.Page;
import org.vigie.shared.Words;

/** The tickets of the scope: one verb, one transaction. */
@Service
public class Tickets {

    /** Opens a ticket and starts the clocks that were promised; answers the number. */
    @Transactional
    public long open(OpenTicket wanted) {
        throw new UnsupportedOperationException();
    }

    /** A person starts on it: stops the respond clock. An automatic actor is refused. */
    @Transactional
    public void take(long number, Actor by) {
        throw new UnsupportedOperationException();
    }

    /** Gives it to a team and perhaps a person (account id and name). When a person assigns it to themselves they take it. */
    @Transactional
    public void assign(
            long number, @Nullable String team, @Nullable Long account, @Nullable String assignee, Actor by) {
        throw new UnsupportedOperationException();
    }

    @Transactional
    public void reply(long number, String text, boolean internal, Actor by) {
        throw new UnsupportedOperationException();
    }

    /** An event of another room on the timeline ("alert 12 cleared"); internal. */
    @Transactional
    public void note(long number, Words what, Actor by) {
        throw new UnsupportedOperationException();
    }

    /** Waits for a reason ("waiting-for-client"); the clocks stand still only where the contract allows that reason. */
    @Transactional
    public void pause(long number, String reason, @Nullable String note, Actor by) {
        throw new UnsupportedOperationException();
    }

    @Transactional
    public void resume(long number, Actor by) {
        throw new UnsupportedOperationException();
    }

    @Transactional
    public void edit(
            long number,
            @Nullable String title,
            @Nullable String description,
            @Nullable Grade impact,
            @Nullable Grade urgency,
            @Nullable Long expectedVersion,
            Actor by) {
        throw new UnsupportedOperationException();
    }

    /**
     * The service seems to work again since {@code since}: a probe says so, and it must hold until {@code holdUntil}.
     * Breaches due in between wait for the verdict.
     */
    @Transactional
    public void observeRestoration(long number, Instant since, Instant holdUntil, Words evidence, Actor by) {
        throw new UnsupportedOperationException();
    }

    /** It did not hold: the observation is forgotten, the clock never stopped. Harmless when there is none. */
    @Transactional
    public void forgetRestoration(long number, Words reason, Actor by) {
        throw new UnsupportedOperationException();
    }

    /** Proven by a probe or stated by a person: stops the restore clock at {@code since}. */
    @Transactional
    public void restore(long number, Instant since, Words evidence, Actor by) {
        throw new UnsupportedOperationException();
    }

    /** The same trouble again within the contract's delay: the restoration no longer counts, a resolved ticket reopens. */
    @Transactional
    public void relapse(long number, Instant at, Words evidence, Actor by) {
        throw new UnsupportedOperationException();
    }

    @Transactional
    public void resolve(long number, String solution, Actor by) {
        throw new UnsupportedOperationException();
    }

    @Transactional
    public void reopen(long number, String reason, Actor by) {
        throw new UnsupportedOperationException();
    }

    @Transactional(readOnly = true)
    public Ticket get(long number) {
        throw new UnsupportedOperationException();
    }

    @Transactional(readOnly = true)
    public Optional<Ticket> byOrigin(String origin) {
        throw new UnsupportedOperationException();
    }

    @Transactional(readOnly = true)
    public Page<Ticket> list(TicketFilter filter, TicketSort sort, @Nullable String cursor, int limit) {
        throw new UnsupportedOperationException();
    }

    @Transactional(readOnly = true)
    public List<TimelineEntry> timeline(long number, boolean withInternal) {
        throw new UnsupportedOperationException();
    }

    /** Read now; recounted from the events each time. */
    @Transactional(readOnly = true)
    public List<ClockView> clocks(long number) {
        throw new UnsupportedOperationException();
    }
}
