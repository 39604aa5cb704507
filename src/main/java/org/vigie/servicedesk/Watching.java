package org.vigie.servicedesk;

import static org.vigie.servicedesk.Columns.utc;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.vigie.organization.People;
import org.vigie.organization.Person;
import org.vigie.servicedesk.correspondence.Correspondence;
import org.vigie.shared.Actor;
import org.vigie.shared.Refused;

/** Who asks, and the people of the client who hear what it can read of a ticket besides them. */
@Component
class Watching {
    /** A mail goes to each of them; more than this is a mailing list. */
    private static final int MOST = 50;

    private final JdbcClient jdbc;
    private final Verbs verbs;
    private final People people;

    Watching(JdbcClient jdbc, Verbs verbs, People people) {
        this.jdbc = jdbc;
        this.verbs = verbs;
        this.people = people;
    }

    List<Long> of(long number) {
        return jdbc.sql("select person_id from servicedesk.watcher where number = ? order by at, person_id")
                .param(number)
                .query((row, index) -> row.getLong("person_id"))
                .list();
    }

    /** Whether this person asked for it or follows it. */
    boolean takesPart(Ticket ticket, long person) {
        return Objects.equals(ticket.requesterPerson(), person)
                || of(ticket.number()).contains(person);
    }

    /** Who takes part in it. */
    Correspondence.Addressed addressed(Ticket ticket) {
        return new Correspondence.Addressed(
                ticket.number(), ticket.title(), ticket.requesterPerson(), of(ticket.number()));
    }

    /** Harmless for one who watches already. */
    void watch(long number, long person, Actor by) {
        TicketRow row = verbs.tickets.lock(number);
        Person who = people.get(person);
        List<Long> there = of(number);
        if (there.contains(person)) {
            return;
        }
        if (there.size() == MOST) {
            throw Refused.field("person", "refusal.ticket.watchers", MOST);
        }
        jdbc.sql("""
                        insert into servicedesk.watcher (tenant_id, number, person_id, at, by_account, by_name, by_person)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(Columns.values(
                        row.tenant().value(),
                        number,
                        person,
                        utc(verbs.now()),
                        by.accountId(),
                        by.name(),
                        by.isPerson()))
                .update();
        verbs.line(row, TimelineEntry.Kind.NOTED, by, "timeline.watched", who.name());
        changed(row);
    }

    void unwatch(long number, long person, Actor by) {
        TicketRow row = verbs.tickets.lock(number);
        int gone = jdbc.sql("delete from servicedesk.watcher where number = ? and person_id = ?")
                .params(number, person)
                .update();
        if (gone == 1) {
            verbs.line(
                    row,
                    TimelineEntry.Kind.NOTED,
                    by,
                    "timeline.unwatched",
                    people.get(person).name());
            changed(row);
        }
    }

    /** The one who asks is another person, or nobody that the desk knows. */
    void askedBy(long number, @Nullable Long person, Actor by) {
        TicketRow row = verbs.tickets.lock(number);
        if (Objects.equals(person, row.ticket().requesterPerson())) {
            return;
        }
        String name = person == null ? null : people.get(person).name();
        verbs.tickets
                .change(row)
                .set("requester_person", person)
                .set("requester", name)
                .write();
        if (name == null) {
            verbs.line(row, TimelineEntry.Kind.EDITED, by, "timeline.requester.none");
        } else {
            verbs.line(row, TimelineEntry.Kind.EDITED, by, "timeline.requester", name);
        }
        verbs.tell(new TicketNews.TicketChanged(row.tenant(), verbs.now(), number));
    }

    private void changed(TicketRow row) {
        verbs.tickets.change(row).write();
        verbs.tell(new TicketNews.TicketChanged(row.tenant(), verbs.now(), row.number()));
    }
}
