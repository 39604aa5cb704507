package org.vigie.servicedesk.templates;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.organization.Client;
import org.vigie.organization.Clients;
import org.vigie.servicedesk.Tickets;
import org.vigie.servicedesk.categories.Categories;
import org.vigie.servicedesk.categories.CategoryTree;
import org.vigie.shared.Actor;
import org.vigie.shared.Crossing;
import org.vigie.shared.OneByOne;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;

/**
 * Opens the tickets that are due. One ticket, however many times were passed over while Vigie was down: five weekly checks are not
 * made up for by doing the same check five times. The ticket says how many there were.
 */
@Component
class RecurrenceWatch {
    private static final Actor SELF = Actor.automatic("recurrence");

    private final Recurrences recurrences;
    private final Templates templates;
    private final Categories categories;
    private final FromTemplate opening;
    private final Tickets tickets;
    private final Clients clients;
    private final Crossing crossing;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    RecurrenceWatch(
            Recurrences recurrences,
            Templates templates,
            Categories categories,
            FromTemplate opening,
            Tickets tickets,
            Clients clients,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.recurrences = recurrences;
        this.templates = templates;
        this.categories = categories;
        this.opening = opening;
        this.tickets = tickets;
        this.clients = clients;
        this.crossing = new Crossing("servicedesk", transactions);
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    void look() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<Recurrence> due = crossing.read("tickets that are due by themselves", () -> {
            Set<TenantId> there = clients.visible().stream().map(Client::id).collect(Collectors.toSet());
            return recurrences.due(now).stream()
                    .filter(one -> there.contains(one.tenant()))
                    .toList();
        });
        if (due.isEmpty()) {
            return;
        }
        CategoryTree tree = categories.tree();
        OneByOne.each(due, one -> {
            Template template = templates.get(one.template());
            Scope.of(one.tenant())
                    .run(() -> transaction.executeWithoutResult(status ->
                            recurrences.lockDue(one.id(), now).ifPresent(locked -> open(locked, template, tree, now))));
        });
    }

    private void open(Recurrence one, Template template, CategoryTree tree, Instant now) {
        List<Instant> passed = one.from(Objects.requireNonNull(one.next()))
                .takeWhile(at -> !at.isAfter(now))
                .toList();
        Instant last = passed.isEmpty() ? Objects.requireNonNull(one.next()) : passed.getLast();
        // Its origin says which time it is of: opened once, whatever happens on the way.
        long number = opening.open(template, tree, "recurrence " + one.id() + " " + last, now, SELF);
        if (passed.size() > 1) {
            tickets.note(number, Words.of("timeline.recurrence.passed", passed.size() - 1), SELF);
        }
        recurrences.moveOn(one, now);
    }

    @Configuration(proxyBeanMethods = false)
    static class Jobs {
        @Bean
        RecurringTask<Void> recurrenceWatchJob(RecurrenceWatch watch) {
            return Tasks.recurring("servicedesk.recurrence-watch", FixedDelay.ofSeconds(5))
                    .execute((job, context) -> watch.look());
        }
    }
}
