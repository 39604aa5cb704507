package org.vigie.console.tickets;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;
import org.vigie.alerting.Alert;
import org.vigie.alerting.Alerts;
import org.vigie.console.Names;
import org.vigie.contracts.Contracts;
import org.vigie.contracts.Milestone;
import org.vigie.files.Uploads;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.identity.Visits;
import org.vigie.mail.Outbox;
import org.vigie.notification.Notifications;
import org.vigie.organization.People;
import org.vigie.organization.Person;
import org.vigie.organization.Teams;
import org.vigie.page.Pages;
import org.vigie.response.Playbooks;
import org.vigie.servicedesk.Escalations;
import org.vigie.servicedesk.Handovers;
import org.vigie.servicedesk.Merges;
import org.vigie.servicedesk.Priorities;
import org.vigie.servicedesk.Tasks;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.TicketLinks;
import org.vigie.servicedesk.Tickets;
import org.vigie.servicedesk.TimelineEntry;
import org.vigie.servicedesk.categories.Categories;
import org.vigie.servicedesk.correspondence.Correspondence;
import org.vigie.servicedesk.correspondence.ReceivedLetters;
import org.vigie.servicedesk.satisfaction.Questions;
import org.vigie.servicedesk.time.TimeEntries;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;
import org.vigie.shared.Words;

/** {@code /tickets/{number}}: conversation in the middle, clocks and facts at the side; one resource a verb. */
@Controller
class TicketPage {
    private static final int LAST_WORDS = 3;

    private final Pages pages;
    private final OneTicket one;
    private final Tickets tickets;
    private final Escalations escalations;
    private final Handovers handovers;
    private final Alerts alerts;
    private final Playbooks playbooks;
    private final Notifications notifications;
    private final Contracts contracts;
    private final Teams teams;
    private final People people;
    private final Names names;
    private final Uploads uploads;
    private final ReceivedLetters letters;
    private final Outbox outbox;
    private final TicketLinks links;
    private final Merges merges;
    private final Tasks tasks;
    private final TimeEntries time;
    private final Priorities priorities;
    private final Questions questions;
    private final Categories categories;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    TicketPage(
            Pages pages,
            OneTicket one,
            Tickets tickets,
            Escalations escalations,
            Handovers handovers,
            Alerts alerts,
            Playbooks playbooks,
            Notifications notifications,
            Contracts contracts,
            Teams teams,
            People people,
            Names names,
            Uploads uploads,
            ReceivedLetters letters,
            Outbox outbox,
            TicketLinks links,
            Merges merges,
            Tasks tasks,
            TimeEntries time,
            Priorities priorities,
            Questions questions,
            Categories categories,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.pages = pages;
        this.one = one;
        this.tickets = tickets;
        this.escalations = escalations;
        this.handovers = handovers;
        this.alerts = alerts;
        this.playbooks = playbooks;
        this.notifications = notifications;
        this.contracts = contracts;
        this.teams = teams;
        this.people = people;
        this.names = names;
        this.uploads = uploads;
        this.letters = letters;
        this.outbox = outbox;
        this.links = links;
        this.merges = merges;
        this.tasks = tasks;
        this.time = time;
        this.priorities = priorities;
        this.questions = questions;
        this.categories = categories;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @GetMapping("/tickets/{number}")
    @Needs(Permission.WORK_ON_TICKETS)
    View show(Viewer viewer, HttpServletRequest request, @PathVariable long number) {
        return one.in(viewer, number, ticket -> {
            List<Alert> linked =
                    playbooks.alertsOf(number).stream().map(alerts::get).toList();
            Map<String, Object> params = new HashMap<>();
            params.put("row", TicketRow.of(List.of(ticket), names).getFirst());
            params.put("clocks", tickets.clocks(number));
            params.put("whyPriority", Priorities.why(ticket, priorities.matrixOf(number)));
            params.put("questions", questions.of(number));
            params.put("category", category(request, ticket));
            params.put("timeline", tickets.timeline(number, true));
            params.put("watchers", watchers(number));
            params.put("attachments", tickets.attachments(number, true));
            Ties ties = ties(ticket);
            params.put("ties", ties);
            params.put("tasks", tasks.of(number));
            params.put("time", time.of(number));
            List<Long> together = together(ticket, ties);
            params.put("letters", letters.of(together));
            params.put(
                    "outgoing",
                    together.stream()
                            .flatMap(one -> outbox.about(Correspondence.about(one)).stream())
                            .toList());
            List<Person> recipients = tickets.recipients(number);
            params.put("recipients", recipients);
            params.put(
                    "unreachable",
                    people.unreachable(recipients.stream().map(Person::id).toList())
                            .keySet());
            params.put("sends", outbox.isSet());
            params.put("alerts", linked);
            params.put("told", notifications.about("/tickets/" + number));
            params.put("teams", teams.all());
            params.put(
                    "reasons",
                    contracts
                            .inForce(clock.instant())
                            .map(c -> List.copyOf(c.pauses()))
                            .orElse(List.of()));
            // What was merged is worked on in the other one.
            params.put("mayWork", ticket.mergedInto() == null);
            return pages.show(request, "tickets/ticket", params);
        });
    }

    /** What the pane beside the list shows: enough to decide, and the last words. */
    @GetMapping("/tickets/{number}/preview")
    @Needs(Permission.WORK_ON_TICKETS)
    View preview(Viewer viewer, HttpServletRequest request, @PathVariable long number) {
        return one.in(viewer, number, ticket -> {
            List<TimelineEntry> said = tickets.timeline(number, true).stream()
                    .filter(entry -> entry.body() != null)
                    .toList();
            Map<String, Object> params = new HashMap<>();
            params.put("row", TicketRow.of(List.of(ticket), names).getFirst());
            params.put("clocks", tickets.clocks(number));
            params.put("said", said.subList(Math.max(0, said.size() - LAST_WORDS), said.size()));
            params.put("mayWork", true);
            return pages.show(request, "tickets/preview", params);
        });
    }

    private String category(HttpServletRequest request, Ticket ticket) {
        String key = ticket.category();
        return key == null ? "" : categories.tree().path(key, Visits.locale(request));
    }

    private Ties ties(Ticket ticket) {
        List<Ties.MergedHere> merged = merges.into(ticket.number()).stream()
                .filter(merge -> merge.undoneAt() == null)
                .map(merge -> new Ties.MergedHere(merge, tickets.get(merge.number())))
                .toList();
        return new Ties(
                links.of(ticket.number()), merged, merges.of(ticket.number()).orElse(null), clock.instant());
    }

    private static List<Long> together(Ticket ticket, Ties ties) {
        return Stream.concat(
                        Stream.of(ticket.number()),
                        ties.merged().stream().map(one -> one.merge().number()))
                .toList();
    }

    private List<Person> watchers(long number) {
        List<Long> ids = tickets.watchers(number);
        Map<Long, Person> known = people.named(ids);
        return ids.stream().map(known::get).filter(Objects::nonNull).toList();
    }

    @GetMapping("/tickets/{number}/clocks/{name}")
    @Needs(Permission.WORK_ON_TICKETS)
    View explain(Viewer viewer, HttpServletRequest request, @PathVariable long number, @PathVariable String name) {
        Milestone milestone = milestone(name);
        return one.in(
                viewer,
                number,
                ticket -> pages.show(
                        request,
                        "tickets/explanation",
                        Map.of(
                                "ticket",
                                ticket,
                                "why",
                                tickets.explain(number, milestone),
                                "steps",
                                steps(number, milestone))));
    }

    private List<Escalations.Step> steps(long number, Milestone milestone) {
        return escalations.of(number).stream()
                .filter(step -> step.clock() == milestone)
                .toList();
    }

    @PostMapping("/tickets/{number}/taking")
    @Needs(Permission.WORK_ON_TICKETS)
    View take(Viewer viewer, @PathVariable long number) {
        return one.change(viewer, number, ticket -> tickets.take(number, viewer.actor()));
    }

    @PostMapping("/tickets/{number}/assignment")
    @Needs(Permission.WORK_ON_TICKETS)
    View assign(
            Viewer viewer,
            @PathVariable long number,
            @RequestParam String team,
            @RequestParam(required = false) @Nullable String reason) {
        return one.change(viewer, number, ticket -> {
            if (team.equals(ticket.team())) {
                // Whoever had it gives it back to their own team.
                tickets.assign(number, team, null, null, viewer.actor());
            } else {
                handovers.handOver(number, team, reason, viewer.actor());
            }
        });
    }

    @PostMapping("/tickets/{number}/messages")
    @Needs(Permission.WORK_ON_TICKETS)
    View reply(
            Viewer viewer,
            @PathVariable long number,
            @RequestParam String text,
            @RequestParam(defaultValue = "public") String visibility,
            @RequestParam(required = false) @Nullable List<MultipartFile> file) {
        boolean internal = !visibility.equals("public");
        String message = required("text", text);
        return one.change(
                viewer,
                number,
                ticket -> transaction.executeWithoutResult(status -> {
                    List<UUID> added = uploads.added(file, viewer.actor());
                    tickets.reply(number, message, internal, added, viewer.actor());
                }));
    }

    @PostMapping("/tickets/{number}/waiting")
    @Needs(Permission.WORK_ON_TICKETS)
    View pause(
            Viewer viewer,
            @PathVariable long number,
            @RequestParam String reason,
            @RequestParam(required = false) @Nullable String note) {
        return one.change(
                viewer, number, ticket -> tickets.pause(number, required("reason", reason), note, viewer.actor()));
    }

    @PostMapping("/tickets/{number}/waiting/end")
    @Needs(Permission.WORK_ON_TICKETS)
    View resume(Viewer viewer, @PathVariable long number) {
        return one.change(viewer, number, ticket -> tickets.resume(number, viewer.actor()));
    }

    @PostMapping("/tickets/{number}/restoration")
    @Needs(Permission.WORK_ON_TICKETS)
    View restore(Viewer viewer, @PathVariable long number, @RequestParam String evidence) {
        return one.change(
                viewer,
                number,
                ticket -> tickets.restore(
                        number,
                        clock.instant(),
                        Words.of("servicedesk.evidence.stated", required("evidence", evidence)),
                        viewer.actor()));
    }

    @PostMapping("/tickets/{number}/resolution")
    @Needs(Permission.WORK_ON_TICKETS)
    View resolve(
            Viewer viewer,
            @PathVariable long number,
            @RequestParam String solution,
            @RequestParam(defaultValue = "false") boolean children,
            @RequestParam(defaultValue = "false") boolean anyway) {
        return one.change(viewer, number, ticket -> {
            tickets.resolve(number, required("solution", solution), anyway, viewer.actor());
            if (children) {
                // One that cannot be resolved stays open, which its line among the links says.
                links.resolveChildren(number, solution.strip(), viewer.actor());
            }
        });
    }

    @PostMapping("/tickets/{number}/resolution/withdrawal")
    @Needs(Permission.WORK_ON_TICKETS)
    View reopen(Viewer viewer, @PathVariable long number, @RequestParam String reason) {
        return one.change(viewer, number, ticket -> tickets.reopen(number, required("reason", reason), viewer.actor()));
    }

    private static Milestone milestone(String name) {
        return Arrays.stream(Milestone.values())
                .filter(one -> one.written().equals(name))
                .findFirst()
                .orElseThrow(() -> NotFound.of("clock", name));
    }

    private static String required(String field, String text) {
        if (text.isBlank()) {
            throw Refused.field(field, "refusal.required");
        }
        return text.strip();
    }
}
