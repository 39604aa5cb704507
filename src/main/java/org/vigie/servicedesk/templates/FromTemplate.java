package org.vigie.servicedesk.templates;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.organization.Teams;
import org.vigie.servicedesk.OpenTicket;
import org.vigie.servicedesk.Tasks;
import org.vigie.servicedesk.Tickets;
import org.vigie.servicedesk.categories.CategoryTree;
import org.vigie.shared.Actor;

/** Opens a ticket as its template says, whole or not at all. */
@Component
class FromTemplate {
    private final Tickets tickets;
    private final Tasks tasks;
    private final Teams teams;

    FromTemplate(Tickets tickets, Tasks tasks, Teams teams) {
        this.tickets = tickets;
        this.tasks = tasks;
        this.teams = teams;
    }

    /** In the scope of the client. Answers the number; a category that is offered no more is left out. */
    @Transactional
    public long open(Template template, CategoryTree tree, String origin, Instant at, Actor by) {
        long number = tickets.open(new OpenTicket(
                template.kind(),
                origin,
                template.title(),
                template.description(),
                template.impact(),
                template.urgency(),
                null,
                null,
                null,
                null,
                null,
                team(template.team()),
                at,
                by));
        String category = template.category(tree);
        if (category != null) {
            tickets.categorise(number, tree, category, tickets.get(number).category(), by);
        }
        if (!template.tasks().isEmpty()) {
            tasks.add(number, template.checklist(), by);
        }
        return number;
    }

    private @Nullable String team(@Nullable String key) {
        return key != null && teams.find(key).isPresent() ? key : null;
    }
}
