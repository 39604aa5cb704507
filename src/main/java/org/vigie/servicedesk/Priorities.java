package org.vigie.servicedesk;

import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.contracts.Contracts;
import org.vigie.contracts.Prioritised;
import org.vigie.contracts.WrittenMatrix;
import org.vigie.shared.Words;

/** The priority of a ticket: read once from impact and urgency, and why it is what it is. */
@Service
public class Priorities {
    private final Contracts contracts;
    private final TicketStore tickets;

    Priorities(Contracts contracts, TicketStore tickets) {
        this.contracts = contracts;
        this.tickets = tickets;
    }

    /** What a ticket of the client in scope would get now. A matrix that changes later leaves it alone. */
    @Transactional(readOnly = true)
    public Prioritised now(Grade impact, Grade urgency) {
        return contracts.prioritise(word(impact), word(urgency));
    }

    /** The matrix that the priority was read from; none for the usual one. */
    @Transactional(readOnly = true)
    public Optional<WrittenMatrix> matrixOf(long number) {
        return tickets.priorityMatrix(number).flatMap(contracts::matrix);
    }

    /** In a sentence, after the matrix as it was when the ticket was graded. */
    public static Words why(Ticket ticket, Optional<WrittenMatrix> matrix) {
        return matrix.map(written -> Words.of(
                        "ticket.why-priority.contract",
                        ticket.priority(),
                        ticket.impact(),
                        ticket.urgency(),
                        written.contract(),
                        written.since()))
                .orElseGet(() ->
                        Words.of("ticket.why-priority.usual", ticket.priority(), ticket.impact(), ticket.urgency()));
    }

    private static String word(Grade grade) {
        return grade.name().toLowerCase(Locale.ROOT);
    }
}
