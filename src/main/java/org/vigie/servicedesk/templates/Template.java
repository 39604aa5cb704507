package org.vigie.servicedesk.templates;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.servicedesk.Grade;
import org.vigie.servicedesk.NewTask;
import org.vigie.servicedesk.TicketKind;
import org.vigie.servicedesk.categories.CategoryTree;

/**
 * What stands in a ticket when it is opened.
 *
 * @param category key of a category
 * @param team key of a team; a client without such a team gives the ticket to its first level
 * @param tasks what is to be done, in this order
 * @param version counts changes, for If-Match
 */
public record Template(
        String key,
        String name,
        TicketKind kind,
        String title,
        String description,
        Grade impact,
        Grade urgency,
        @Nullable String category,
        @Nullable String team,
        List<String> tasks,
        long version) {
    public Template {
        tasks = List.copyOf(tasks);
    }

    /** Its category, unless that is offered no more. */
    public @Nullable String category(CategoryTree tree) {
        return category != null
                        && tree.find(category)
                                .filter(one -> !tree.isRetired(one))
                                .isPresent()
                ? category
                : null;
    }

    /** The tasks as a ticket gets them: a checklist of the template's name. */
    public List<NewTask> checklist() {
        return tasks.stream().map(task -> NewTask.of(name, task)).toList();
    }
}
