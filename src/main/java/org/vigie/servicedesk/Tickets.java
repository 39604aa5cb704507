package org.vigie.servicedesk;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.contracts.Milestone;
import org.vigie.organization.Person;
import org.vigie.servicedesk.categories.CategoryTree;
import org.vigie.servicedesk.correspondence.Correspondence;
import org.vigie.shared.Actor;
import org.vigie.shared.Page;
import org.vigie.shared.Words;

/** The tickets of the scope: one verb, one transaction. */
@Service
public class Tickets {
    private final TicketStore store;
    private final Opening opening;
    private final Assignment assignment;
    private final Conversation conversation;
    private final Waiting waiting;
    private final Editing editing;
    private final Restoration restoration;
    private final Resolution resolution;
    private final Confirmation confirmation;
    private final Watching watching;
    private final Attaching attaching;
    private final TicketList list;
    private final Timeline timeline;
    private final ClockKeeping clocks;
    private final Explaining explaining;
    private final Correspondence correspondence;

    Tickets(
            TicketStore store,
            Opening opening,
            Assignment assignment,
            Conversation conversation,
            Waiting waiting,
            Editing editing,
            Restoration restoration,
            Resolution resolution,
            Confirmation confirmation,
            Watching watching,
            Attaching attaching,
            TicketList list,
            Timeline timeline,
            ClockKeeping clocks,
            Explaining explaining,
            Correspondence correspondence) {
        this.store = store;
        this.opening = opening;
        this.assignment = assignment;
        this.conversation = conversation;
        this.waiting = waiting;
        this.editing = editing;
        this.restoration = restoration;
        this.resolution = resolution;
        this.confirmation = confirmation;
        this.watching = watching;
        this.attaching = attaching;
        this.list = list;
        this.timeline = timeline;
        this.clocks = clocks;
        this.explaining = explaining;
        this.correspondence = correspondence;
    }

    /** Opens a ticket and starts the clocks that were promised; answers the number. */
    @Transactional
    public long open(OpenTicket wanted) {
        return opening.open(wanted, List.of());
    }

    /** With files, which the client reads as well. */
    @Transactional
    public long open(OpenTicket wanted, List<UUID> files) {
        return opening.open(wanted, files);
    }

    /** A person starts on it: stops the respond clock. An automatic actor is refused. */
    @Transactional
    public void take(long number, Actor by) {
        assignment.take(number, by);
    }

    /** Gives it to a team and perhaps a person (account id and name). When a person assigns it to themselves they take it. */
    @Transactional
    public void assign(
            long number, @Nullable String team, @Nullable Long account, @Nullable String assignee, Actor by) {
        assignment.assign(number, team, account, assignee, null, by);
    }

    /** The same with the reason, where that is another team: see {@link Handovers}. */
    @Transactional
    public void assign(
            long number,
            @Nullable String team,
            @Nullable Long account,
            @Nullable String assignee,
            @Nullable String reason,
            Actor by) {
        assignment.assign(number, team, account, assignee, reason, by);
    }

    /** The desk writes; when the client can read it and a person wrote it, the respond clock stops. Answers the entry. */
    @Transactional
    public long reply(long number, String text, boolean internal, Actor by) {
        return conversation.reply(number, text, internal, List.of(), by);
    }

    /** With files, which whoever reads the message may read. */
    @Transactional
    public long reply(long number, String text, boolean internal, List<UUID> files, Actor by) {
        return conversation.reply(number, text, internal, files, by);
    }

    /** The client's side writes; a ticket that waits for the client goes on. Answers the entry. */
    @Transactional
    public long replyFromClient(long number, String text, Actor by) {
        return conversation.replyFromClient(number, text, List.of(), by, null);
    }

    @Transactional
    public long replyFromClient(long number, String text, List<UUID> files, Actor by) {
        return conversation.replyFromClient(number, text, files, by, null);
    }

    /** The same by somebody whose address is known: they do not hear their own words. */
    @Transactional
    public long replyFromClient(long number, String text, List<UUID> files, Actor by, @Nullable String address) {
        return conversation.replyFromClient(number, text, files, by, address);
    }

    /** That it came and is this ticket; to this person alone. */
    @Transactional
    public void acknowledge(long number, Person to) {
        Ticket ticket = store.get(number);
        long entry = timeline.of(ticket, false).getFirst().id();
        correspondence.acknowledged(watching.addressed(ticket), entry, to);
    }

    /** To whom the next answer that the client can read goes by mail. */
    @Transactional(readOnly = true)
    public List<Person> recipients(long number) {
        return correspondence.recipients(watching.addressed(store.get(number)));
    }

    /** A file without a word; answers the entry. */
    @Transactional
    public long attach(long number, UUID file, boolean internal, Actor by) {
        return attaching.attach(number, file, internal, by);
    }

    /** In the order in which they came. */
    @Transactional(readOnly = true)
    public List<Attachment> attachments(long number, boolean withInternal) {
        return attaching.of(store.get(number), withInternal);
    }

    @Transactional(readOnly = true)
    public Attachment attachment(long number, UUID file, boolean withInternal) {
        return attaching.get(store.get(number), file, withInternal);
    }

    /** An event of another room on the timeline ("alert 12 cleared"); internal. */
    @Transactional
    public void note(long number, Words what, Actor by) {
        conversation.note(number, what, by);
    }

    /** Waits for a reason ("waiting-for-client"); the clocks stand still only where the contract allows that reason. */
    @Transactional
    public void pause(long number, String reason, @Nullable String note, Actor by) {
        waiting.pause(number, reason, note, by);
    }

    @Transactional
    public void resume(long number, Actor by) {
        waiting.resume(number, by);
    }

    /**
     * Changes a ticket from what somebody saw to what they want. What others changed meanwhile stays; where both changed
     * the same field, nothing is written and the answer says which.
     */
    @Transactional
    public Reconciled edit(long number, Edition seen, Edition wanted, Actor by) {
        return editing.edit(number, seen, wanted, by);
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
        editing.edit(number, title, description, impact, urgency, expectedVersion, by);
    }

    /**
     * The service seems to work again since {@code since}: a probe says so, and it must hold until {@code holdUntil}.
     * Breaches due in between wait for the verdict.
     */
    @Transactional
    public void observeRestoration(long number, Instant since, Instant holdUntil, Words evidence, Actor by) {
        restoration.observe(number, since, holdUntil, evidence, by);
    }

    /** It did not hold: the observation is forgotten, the clock never stopped. Harmless when there is none. */
    @Transactional
    public void forgetRestoration(long number, Words reason, Actor by) {
        restoration.forget(number, reason, by);
    }

    /** Proven by a probe or stated by a person: stops the restore clock at {@code since}. */
    @Transactional
    public void restore(long number, Instant since, Words evidence, Actor by) {
        restoration.restore(number, since, evidence, by);
    }

    /** The same trouble again within the contract's delay: the restoration no longer counts, a resolved ticket reopens. */
    @Transactional
    public void relapse(long number, Instant at, Words evidence, Actor by) {
        restoration.relapse(number, at, evidence, by);
    }

    /** A person who leaves tasks open is refused. */
    @Transactional
    public void resolve(long number, String solution, Actor by) {
        resolution.resolve(number, solution, false, by);
    }

    /** @param anyway although tasks are still open, which the timeline says */
    @Transactional
    public void resolve(long number, String solution, boolean anyway, Actor by) {
        resolution.resolve(number, solution, anyway, by);
    }

    @Transactional
    public void reopen(long number, String reason, Actor by) {
        resolution.reopen(number, reason, by);
    }

    /** The client's side says that it is solved: nobody takes it up again. Harmless when they said so already. */
    @Transactional
    public void confirm(long number, Actor by) {
        confirmation.confirm(number, by);
    }

    /** The client's side says, in its own words, that it is not solved: they are read, and the ticket is open again. */
    @Transactional
    public void contradict(long number, String text, List<UUID> files, Actor by, @Nullable String address) {
        confirmation.contradict(number, text, files, by, address);
    }

    /** Whether this person of the client asked for it or follows it. */
    @Transactional(readOnly = true)
    public boolean takesPart(Ticket ticket, long person) {
        return watching.takesPart(ticket, person);
    }

    /** Who asks, from now on; null for nobody that the desk knows. */
    @Transactional
    public void askedBy(long number, @Nullable Long person, Actor by) {
        watching.askedBy(number, person, by);
    }

    /**
     * What it is about; null for nothing in particular.
     *
     * @param tree read before, outside the transaction of the ticket
     * @param seen what it was when whoever wants this looked: what somebody else chose since is not written over
     */
    @Transactional
    public void categorise(long number, CategoryTree tree, @Nullable String key, @Nullable String seen, Actor by) {
        editing.categorise(number, tree, key, seen, by);
    }

    /** A person of the client hears from now on what the client can read of the ticket. */
    @Transactional
    public void watch(long number, long person, Actor by) {
        watching.watch(number, person, by);
    }

    @Transactional
    public void unwatch(long number, long person, Actor by) {
        watching.unwatch(number, person, by);
    }

    /** Ids of people, those who came first before the others; the one who asks is not among them unless added. */
    @Transactional(readOnly = true)
    public List<Long> watchers(long number) {
        return watching.of(number);
    }

    @Transactional(readOnly = true)
    public Ticket get(long number) {
        return store.get(number);
    }

    /** Those of these numbers that are in the scope. */
    @Transactional(readOnly = true)
    public Map<Long, Ticket> named(Collection<Long> numbers) {
        return store.named(numbers);
    }

    @Transactional(readOnly = true)
    public Optional<Ticket> byOrigin(String origin) {
        return store.byOrigin(origin);
    }

    @Transactional(readOnly = true)
    public Page<Ticket> list(TicketFilter filter, TicketSort sort, @Nullable String cursor, int limit) {
        return list(filter, TicketQuery.EVERYTHING, sort, cursor, limit);
    }

    /** Those that pass the filter and belong to the query. */
    @Transactional(readOnly = true)
    public Page<Ticket> list(
            TicketFilter filter, TicketQuery query, TicketSort sort, @Nullable String cursor, int limit) {
        return list.page(filter, query, sort, cursor, limit);
    }

    /** How many those are, at most {@code most}. */
    @Transactional(readOnly = true)
    public int count(TicketFilter filter, TicketQuery query, int most) {
        return list.count(filter, query, most);
    }

    /** How many of the scope are not resolved. */
    @Transactional(readOnly = true)
    public long countOpen() {
        return store.countOpen();
    }

    @Transactional(readOnly = true)
    public OpenCounts countOpen(Instant now) {
        return store.countOpen(now);
    }

    @Transactional(readOnly = true)
    public List<TimelineEntry> timeline(long number, boolean withInternal) {
        return timeline.of(store.get(number), withInternal);
    }

    /** Read now; recounted from the events each time. */
    @Transactional(readOnly = true)
    public List<ClockView> clocks(long number) {
        return clocks.views(store.get(number));
    }

    /** Why this deadline: everything that was counted and what was not. Not found when it was never promised. */
    @Transactional(readOnly = true)
    public Explanation explain(long number, Milestone milestone) {
        return explaining.explain(store.get(number), milestone);
    }
}
