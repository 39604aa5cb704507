package org.vigie.servicedesk;

import static org.vigie.servicedesk.Columns.instant;
import static org.vigie.servicedesk.Columns.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.shared.Actor;
import org.vigie.shared.Cut;
import org.vigie.shared.FieldError;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;
import org.vigie.shared.Words;

/** What is to be done on the tickets of the scope. Only the desk reads it. */
@Service
public class Tasks {
    static final int MOST = 200;
    private static final int LONGEST = 300;
    private static final int LONGEST_LIST = 100;

    private final JdbcClient jdbc;
    private final Verbs verbs;

    Tasks(JdbcClient jdbc, Verbs verbs) {
        this.jdbc = jdbc;
        this.verbs = verbs;
    }

    /** In the order in which they were added. */
    @Transactional(readOnly = true)
    public List<Task> of(long number) {
        verbs.tickets.get(number);
        return jdbc.sql("select * from servicedesk.task where number = ? order by id")
                .param(number)
                .query(Tasks::task)
                .list();
    }

    /** The open ones that are given to an account, those that are due first before the others; over the whole scope. */
    @Transactional(readOnly = true)
    public List<Task> openOf(long account, int most) {
        return jdbc.sql("""
                        select k.* from servicedesk.task k
                        join servicedesk.ticket t on t.number = k.number
                        where k.assignee_account = ? and k.done_at is null and (t.state <= 2 or k.follow_up)
                        order by k.due_at nulls last, k.id limit ?
                        """).params(account, most).query(Tasks::task).list();
    }

    @Transactional(readOnly = true)
    public int countOpen(long number) {
        return open(jdbc, number);
    }

    static int open(JdbcClient jdbc, long number) {
        return jdbc.sql("select count(*) from servicedesk.task where number = ? and done_at is null")
                .param(number)
                .query(Integer.class)
                .single();
    }

    /** All of them or none; answers their ids. */
    @Transactional
    public List<Long> add(long number, List<NewTask> wanted, Actor by) {
        refuse(wanted);
        TicketRow row = verbs.tickets.lockOpen(number);
        int there = jdbc.sql("select count(*) from servicedesk.task where number = ?")
                .param(number)
                .query(Integer.class)
                .single();
        if (there + wanted.size() > MOST) {
            throw Refused.conflict("refusal.task.most", MOST);
        }
        var ids = new ArrayList<Long>();
        for (NewTask one : wanted) {
            ids.add(jdbc.sql("""
                            insert into servicedesk.task (tenant_id, number, list, title, assignee, assignee_account, due_at, at,
                              by_name)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                            returning id
                            """)
                    .params(Columns.values(
                            row.tenant().value(),
                            number,
                            one.list().strip(),
                            one.title().strip(),
                            one.assignee(),
                            one.assigneeAccount(),
                            utc(one.dueAt()),
                            utc(verbs.now()),
                            by.name()))
                    .query(Long.class)
                    .single());
        }
        said(
                row,
                wanted.size() == 1
                        ? Words.of(
                                "timeline.task.added", wanted.getFirst().title().strip())
                        : Words.of("timeline.tasks.added", wanted.size()),
                by);
        return ids;
    }

    /**
     * What is to be done although the ticket is resolved, by the one who had it; on the ticket that is left where it was merged.
     * Never refused, however many tasks there are: it is not a person who adds it.
     */
    @Transactional
    void followUp(long number, String title, Instant dueAt, Actor by) {
        TicketRow row = left(number);
        Actor had = had(row);
        jdbc.sql("""
                        insert into servicedesk.task (tenant_id, number, list, title, assignee, assignee_account, due_at, at, by_name,
                          follow_up)
                        values (?, ?, '', ?, ?, ?, ?, ?, ?, true)
                        """)
                .params(Columns.values(
                        row.tenant().value(),
                        row.number(),
                        Cut.to(LONGEST, title),
                        had == null ? null : had.name(),
                        had == null ? null : had.accountId(),
                        utc(dueAt),
                        utc(verbs.now()),
                        by.name()))
                .update();
        said(row, Words.of("timeline.task.added", title), by);
    }

    /** To whom it is given, else who resolved it. */
    private @Nullable Actor had(TicketRow row) {
        Long account = row.ticket().assigneeAccount();
        String name = row.ticket().assignee();
        if (account != null && name != null) {
            return Actor.person(account, name);
        }
        return jdbc.sql("""
                        select by_account, by_name, by_person from servicedesk.timeline_entry
                        where tenant_id = ? and number = ? and kind = 'RESOLVED' and by_account is not null
                        order by id desc limit 1
                        """)
                .params(row.tenant().value(), row.number())
                .query((entry, n) -> Columns.actor(entry))
                .optional()
                .orElse(null);
    }

    private TicketRow left(long number) {
        TicketRow row = verbs.tickets.lockAny(number);
        Long into = row.ticket().mergedInto();
        return into == null ? row : left(into);
    }

    private static void refuse(List<NewTask> wanted) {
        if (wanted.isEmpty()) {
            throw Refused.field("title", "refusal.ticket.blank");
        }
        var errors = new ArrayList<FieldError>();
        for (NewTask one : wanted) {
            if (one.title().isBlank()) {
                errors.add(FieldError.of("title", "refusal.ticket.blank"));
            } else if (one.title().strip().length() > LONGEST) {
                errors.add(FieldError.of("title", "refusal.ticket.long", LONGEST));
            }
            if (one.list().strip().length() > LONGEST_LIST) {
                errors.add(FieldError.of("list", "refusal.ticket.long", LONGEST_LIST));
            }
            if ((one.assignee() == null) != (one.assigneeAccount() == null)) {
                throw new IllegalArgumentException("a person is given by account and name, or not at all");
            }
        }
        if (!errors.isEmpty()) {
            throw Refused.fields(errors);
        }
    }

    /** Done, by this person, now. Again changes nothing. */
    @Transactional
    public void tick(long number, long task, Actor by) {
        TicketRow row = verbs.tickets.lock(number);
        Task there = get(number, task);
        if (there.isDone()) {
            return;
        }
        jdbc.sql("update servicedesk.task set done_at = ?, done_by = ?, done_by_account = ? where id = ?")
                .params(Columns.values(utc(verbs.now()), by.name(), by.accountId(), task))
                .update();
        said(row, Words.of("timeline.task.done", there.title()), by);
    }

    /** To be done after all. */
    @Transactional
    public void untick(long number, long task, Actor by) {
        TicketRow row = verbs.tickets.lock(number);
        Task there = get(number, task);
        if (!there.isDone()) {
            return;
        }
        jdbc.sql("update servicedesk.task set done_at = null, done_by = null, done_by_account = null where id = ?")
                .param(task)
                .update();
        said(row, Words.of("timeline.task.undone", there.title()), by);
    }

    /** One that was never to be done. What was done stays. */
    @Transactional
    public void remove(long number, long task, Actor by) {
        TicketRow row = verbs.tickets.lock(number);
        Task there = get(number, task);
        if (there.isDone()) {
            throw Refused.conflict("refusal.task.done", Objects.requireNonNullElse(there.doneBy(), ""));
        }
        jdbc.sql("delete from servicedesk.task where id = ?").param(task).update();
        said(row, Words.of("timeline.task.removed", there.title()), by);
    }

    @Transactional(readOnly = true)
    public Task get(long number, long task) {
        return jdbc.sql("select * from servicedesk.task where number = ? and id = ?")
                .params(number, task)
                .query(Tasks::task)
                .optional()
                .orElseThrow(() -> NotFound.of("task", task));
    }

    private void said(TicketRow row, Words what, Actor by) {
        verbs.timeline.add(row.tenant(), row.number(), TimelineEntry.Kind.NOTED, verbs.now(), by, what, null, true);
        verbs.tickets.change(row).write();
        verbs.tell(new TicketNews.TicketChanged(row.tenant(), verbs.now(), row.number()));
    }

    private static Task task(ResultSet row, int index) throws SQLException {
        return new Task(
                row.getLong("id"),
                row.getLong("number"),
                row.getString("list"),
                row.getString("title"),
                row.getString("assignee"),
                Columns.number(row, "assignee_account"),
                instant(row, "due_at"),
                instant(row, "done_at"),
                row.getString("done_by"));
    }
}
