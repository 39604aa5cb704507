package org.vigie.servicedesk;

import java.util.ArrayList;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.vigie.contracts.Contracts;
import org.vigie.contracts.Prioritised;
import org.vigie.servicedesk.categories.CategoryTree;
import org.vigie.servicedesk.search.SoughtTexts;
import org.vigie.shared.Actor;
import org.vigie.shared.FieldError;
import org.vigie.shared.Priority;
import org.vigie.shared.Refused;

/** Changes what a ticket says. Another priority means another promise, counted from the same start. */
@Component
class Editing {
    private final Verbs verbs;
    private final Contracts contracts;
    private final Priorities priorities;
    private final SoughtTexts sought;

    Editing(Verbs verbs, Contracts contracts, Priorities priorities, SoughtTexts sought) {
        this.verbs = verbs;
        this.contracts = contracts;
        this.priorities = priorities;
        this.sought = sought;
    }

    /** From what somebody saw to what they want, kept beside what others changed meanwhile. */
    Reconciled edit(long number, Edition seen, Edition wanted, Actor by) {
        Edition now = Edition.of(verbs.tickets.lock(number).ticket());
        Reconciled result = Reconciled.of(seen, wanted, now);
        if (result.clashes().isEmpty()) {
            Edition merged = result.merged();
            edit(
                    number,
                    merged.title().equals(now.title()) ? null : merged.title(),
                    merged.description().equals(now.description()) ? null : merged.description(),
                    merged.impact(),
                    merged.urgency(),
                    null,
                    by);
        }
        return result;
    }

    /** @param seen what it was when whoever wants this looked */
    void categorise(long number, CategoryTree tree, @Nullable String key, @Nullable String seen, Actor by) {
        if (key != null && tree.find(key).filter(one -> !tree.isRetired(one)).isEmpty()) {
            throw Refused.field("category", "refusal.category.unknown", key);
        }
        TicketRow row = verbs.tickets.lock(number);
        String now = row.ticket().category();
        if (Objects.equals(now, key)) {
            return;
        }
        if (!Objects.equals(now, seen)) {
            throw Refused.conflict("refusal.ticket.category.changed", number);
        }
        verbs.tickets.change(row).set("category", key).write();
        if (key == null) {
            verbs.line(row, TimelineEntry.Kind.EDITED, by, "timeline.category.none");
        } else {
            verbs.line(
                    row,
                    TimelineEntry.Kind.EDITED,
                    by,
                    "timeline.category",
                    tree.path(key, Locale.FRENCH),
                    tree.path(key, Locale.ENGLISH));
        }
        verbs.tell(new TicketNews.TicketChanged(row.tenant(), verbs.now(), number));
    }

    void edit(
            long number,
            @Nullable String title,
            @Nullable String description,
            @Nullable Grade impact,
            @Nullable Grade urgency,
            @Nullable Long expectedVersion,
            Actor by) {
        var errors = new ArrayList<FieldError>();
        Opening.refuseTexts(title, description, errors);
        if (!errors.isEmpty()) {
            throw Refused.fields(errors);
        }
        TicketRow row = verbs.tickets.lock(number);
        Ticket ticket = row.ticket();
        if (expectedVersion != null && expectedVersion != ticket.version()) {
            throw Refused.stale();
        }
        Grade newImpact = impact == null ? ticket.impact() : impact;
        Grade newUrgency = urgency == null ? ticket.urgency() : urgency;
        boolean grades = newImpact != ticket.impact() || newUrgency != ticket.urgency();
        var change = verbs.tickets.change(row);
        Priority priority = ticket.priority();
        if (grades) {
            // Only now: words that change must not bring in a matrix that the contract got since.
            Prioritised graded = priorities.now(newImpact, newUrgency);
            priority = graded.priority();
            change.set("impact", newImpact.ordinal())
                    .set("urgency", newUrgency.ordinal())
                    .set("priority", priority.ordinal())
                    .set("priority_matrix", graded.version());
        }
        boolean retitled = false;
        if (title != null && !title.strip().equals(ticket.title())) {
            change.set("title", title.strip()).set("title_folded", SearchText.folded(title));
            retitled = true;
        }
        boolean rewritten = false;
        if (description != null && !description.equals(ticket.description())) {
            change.set("description", description);
            rewritten = true;
        }
        if (!retitled && !rewritten && !grades) {
            return;
        }
        change.write();
        if (retitled || rewritten) {
            sought.rewritten(row.tenant(), number);
        }
        if (retitled) {
            // A title stands in mails and reports that went out: what it was is told with what it is.
            verbs.line(
                    row,
                    TimelineEntry.Kind.EDITED,
                    by,
                    "timeline.retitled",
                    by.name(),
                    ticket.title(),
                    Objects.requireNonNull(title).strip());
        }
        if (rewritten) {
            verbs.line(row, TimelineEntry.Kind.EDITED, by, "timeline.rewritten", by.name());
        }
        if (priority != ticket.priority()) {
            verbs.line(row, TimelineEntry.Kind.PRIORITY_CHANGED, by, "timeline.priority", ticket.priority(), priority);
            if (row.state().isOpen()) {
                verbs.clocks.changeTerms(row, priority, Opening.promise(contracts, ticket, priority), by);
            }
        }
        verbs.tell(new TicketNews.TicketChanged(row.tenant(), verbs.now(), number));
    }
}
