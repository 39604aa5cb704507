package org.vigie.response;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.contracts.EscalationStep;
import org.vigie.contracts.EscalationStep.AfterDue;
import org.vigie.contracts.EscalationStep.AtDue;
import org.vigie.contracts.EscalationStep.BeforeDue;
import org.vigie.contracts.EscalationStep.Share;
import org.vigie.identity.Account;
import org.vigie.identity.Accounts;
import org.vigie.identity.Role;
import org.vigie.notification.Notifications;
import org.vigie.notification.Telling;
import org.vigie.organization.People;
import org.vigie.organization.Person;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.TicketNews.StepPassed;
import org.vigie.servicedesk.Tickets;
import org.vigie.shared.Actor;
import org.vigie.shared.Scope;
import org.vigie.shared.Severity;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;

/**
 * Tells whom a step of an escalation names. The same news told again tells nobody again: each step has a name of its own
 * in the ledger.
 */
@Component
class StepTelling {
    private static final Actor ESCALATION = Actor.automatic("escalation");

    private final Tickets tickets;
    private final Accounts accounts;
    private final People people;
    private final Notifications notifications;
    private final Sentences sentences;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    StepTelling(
            Tickets tickets,
            Accounts accounts,
            People people,
            Notifications notifications,
            Sentences sentences,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.tickets = tickets;
        this.accounts = accounts;
        this.people = people;
        this.notifications = notifications;
        this.sentences = sentences;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Async
    @TransactionalEventListener(id = "response.step-passed")
    public void passed(StepPassed news) {
        Scope.of(news.tenant()).run(() -> {
            Ticket ticket = tickets.get(news.number());
            // Accounts belong to no client: they are looked up before the transaction of this one.
            List<Account> staff = accounts.all().stream()
                    .filter(account -> account.active() && account.role().isStaff())
                    .toList();
            transaction.executeWithoutResult(status -> tell(news, ticket, staff));
        });
    }

    /** A person and why they are told. */
    private record Told(Person person, Words why, @Nullable String team) {}

    private void tell(StepPassed news, Ticket ticket, List<Account> staff) {
        // What was merged meanwhile is told by the other one.
        if (ticket.mergedInto() != null) {
            return;
        }
        Map<String, Told> all = recipients(news, ticket, staff);
        Telling telling = telling(news, ticket);
        var told = new ArrayList<String>();
        for (Told one : all.values()) {
            if (notifications.tell(one.person(), one.team(), telling, one.why(), clock.instant())) {
                told.add(one.person().name());
            }
        }
        if (all.isEmpty()) {
            note(ticket, Words.of("response.step.nobody"));
        } else if (!told.isEmpty()) {
            note(ticket, Words.of("response.step.told", String.join(", ", told)));
        }
    }

    private void note(Ticket ticket, Words line) {
        tickets.note(ticket.number(), line, ESCALATION);
    }

    /** Each once, by key, with the first reason. */
    private Map<String, Told> recipients(StepPassed news, Ticket ticket, List<Account> staff) {
        var all = new LinkedHashMap<String, Told>();
        for (String audience : news.tell()) {
            of(audience, ticket, staff)
                    .forEach(one -> all.putIfAbsent(one.person().key(), one));
        }
        return all;
    }

    private List<Told> of(String audience, Ticket ticket, List<Account> staff) {
        return switch (audience) {
            case "assignee" -> assignee(ticket, staff);
            case "team" -> team(ticket, "response.step.why.team");
            case "delivery-manager" -> managers(ticket.tenant(), staff);
            default -> throw new IllegalStateException("nobody is called " + audience);
        };
    }

    /** Where nobody has the ticket, the team has it. */
    private List<Told> assignee(Ticket ticket, List<Account> staff) {
        if (ticket.assigneeAccount() == null) {
            return team(ticket, "response.step.why.instead");
        }
        return staff.stream()
                .filter(account -> account.id() == ticket.assigneeAccount())
                .map(account -> new Told(
                        person(account), Words.of("response.step.why.assignee", ticket.number()), ticket.team()))
                .toList();
    }

    private List<Told> team(Ticket ticket, String why) {
        String team = ticket.team();
        return team == null
                ? List.of()
                : people.ofTeam(team).stream()
                        .map(person -> new Told(person, Words.of(why, team), team))
                        .toList();
    }

    private List<Told> managers(TenantId client, List<Account> staff) {
        return staff.stream()
                .filter(account -> account.role() == Role.DELIVERY_MANAGER)
                .filter(account -> account.everyClient() || account.clients().contains(client))
                .map(account -> new Told(person(account), Words.of("response.step.why.delivery-manager"), null))
                .toList();
    }

    /**
     * Who signs in and who is declared under a client are two lists. Whoever is in both, by their address or their key, is
     * told in the ways they chose; another account is told on the page, and by mail where its name is an address.
     */
    private Person person(Account account) {
        Optional<Person> declared = people.find(account.login())
                .or(() -> people.byEmail(account.login()).stream().findFirst());
        return declared.orElseGet(() -> new Person(
                0,
                "account:" + account.id(),
                account.name(),
                account.login().contains("@") ? account.login() : null,
                account.locale(),
                new TreeSet<>(),
                List.of()));
    }

    private Telling telling(StepPassed news, Ticket ticket) {
        String client = sentences.client().name();
        Said said = said(news);
        return new Telling(
                "ticket-" + news.number() + "-step-" + news.step(),
                said.severity(),
                Words.of(
                        "response.step." + said.code() + ".subject",
                        news.milestone().written(),
                        said.amount(),
                        client,
                        ticket.title(),
                        ticket.priority()),
                Words.of(
                        "response.step.body",
                        client,
                        ticket.title(),
                        ticket.priority(),
                        news.number(),
                        news.passedAt()),
                "/tickets/" + news.number());
    }

    private record Said(String code, String amount, Severity severity) {}

    private static Said said(StepPassed news) {
        return switch (EscalationStep.Point.parse(news.point())) {
            case Share(int percent) -> new Said("share", Integer.toString(percent), Severity.WARNING);
            case BeforeDue before -> new Said("before", before.by().toString(), Severity.WARNING);
            case AtDue() -> new Said("due", "", Severity.CRITICAL);
            case AfterDue after -> new Said("after", after.by().toString(), Severity.CRITICAL);
        };
    }
}
