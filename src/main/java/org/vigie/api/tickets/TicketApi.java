package org.vigie.api.tickets;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.vigie.api.Choice;
import org.vigie.api.Following;
import org.vigie.api.Keys;
import org.vigie.api.Limits;
import org.vigie.api.Once;
import org.vigie.api.Tags;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.organization.Sites;
import org.vigie.organization.Teams;
import org.vigie.servicedesk.Grade;
import org.vigie.servicedesk.OpenTicket;
import org.vigie.servicedesk.Tasks;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.TicketFilter;
import org.vigie.servicedesk.TicketKind;
import org.vigie.servicedesk.TicketQuery;
import org.vigie.servicedesk.TicketSort;
import org.vigie.servicedesk.TicketState;
import org.vigie.servicedesk.Tickets;
import org.vigie.servicedesk.categories.Categories;
import org.vigie.servicedesk.categories.CategoryTree;
import org.vigie.servicedesk.templates.Template;
import org.vigie.servicedesk.templates.Templates;
import org.vigie.servicedesk.views.SavedViews;
import org.vigie.servicedesk.views.ViewText;
import org.vigie.shared.Page;
import org.vigie.shared.Priority;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;

/** Tickets: listed, opened, read, changed. */
@RestController
@RequestMapping("/api/v1/tickets")
@Needs(Permission.SEE_TICKETS)
class TicketApi {
    private final Tickets tickets;
    private final TicketViews views;
    private final ViewerScope scopes;
    private final Keys keys;
    private final Sites sites;
    private final SavedViews saved;
    private final Categories categories;
    private final Templates templates;
    private final Tasks tasks;
    private final Teams teams;
    private final Once once;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    TicketApi(
            Tickets tickets,
            TicketViews views,
            ViewerScope scopes,
            Keys keys,
            Sites sites,
            SavedViews saved,
            Categories categories,
            Templates templates,
            Tasks tasks,
            Teams teams,
            Once once,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.tickets = tickets;
        this.views = views;
        this.scopes = scopes;
        this.keys = keys;
        this.sites = sites;
        this.saved = saved;
        this.categories = categories;
        this.templates = templates;
        this.tasks = tasks;
        this.teams = teams;
        this.once = once;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** @param openedAt from when the clocks count; for staff, and now when not given */
    record Wanted(
            @Nullable String client,
            @Nullable String kind,
            @Nullable String title,
            @Nullable String description,
            @Nullable String impact,
            @Nullable String urgency,
            @Nullable String site,
            @Nullable String service,
            @Nullable String asset,
            @Nullable String requester,
            @Nullable String requesterKey,
            @Nullable String team,
            @Nullable String category,
            @Nullable String template,
            @Nullable Instant openedAt) {
        /** What is left out is as the template has it. */
        Wanted with(Template template, CategoryTree tree) {
            return new Wanted(
                    client,
                    Objects.requireNonNullElse(kind, Choice.word(template.kind())),
                    Objects.requireNonNullElse(title, template.title()),
                    Objects.requireNonNullElse(description, template.description()),
                    Objects.requireNonNullElse(impact, Choice.word(template.impact())),
                    Objects.requireNonNullElse(urgency, Choice.word(template.urgency())),
                    site,
                    service,
                    asset,
                    requester,
                    requesterKey,
                    team,
                    category == null ? template.category(tree) : category,
                    this.template,
                    openedAt);
        }
    }

    record Changed(
            @Nullable String title,
            @Nullable String description,
            @Nullable String impact,
            @Nullable String urgency,
            @Nullable String requesterKey,
            @Nullable String category) {}

    /**
     * @param where a line such as "state:open team:n2 or state:open priority:P1"
     * @param sort newest, oldest, priority, due or updated
     */
    @GetMapping
    Page<ShownTicket> list(
            Viewer viewer,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable List<String> state,
            @RequestParam(required = false) @Nullable String priority,
            @RequestParam(required = false) @Nullable String team,
            @RequestParam(required = false) @Nullable String assignee,
            @RequestParam(required = false) @Nullable String asset,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String where,
            @RequestParam(defaultValue = "newest") String sort,
            @Following @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        var filter = new TicketFilter(
                Choice.find("kind", kind, TicketKind.class),
                states(state),
                Choice.find("priority", priority, Priority.class),
                team,
                assignee,
                keys.asset(viewer, client, asset),
                null,
                q,
                false);
        TicketSort order = Choice.read("sort", sort, TicketSort.class);
        TicketQuery query = saved.query(viewer, ViewText.parse(where == null ? "" : where), ZoneOffset.UTC);
        Page<Ticket> found =
                scopes.maybeOf(viewer, client, () -> tickets.list(filter, query, order, cursor, Limits.checked(limit)));
        return new Page<>(views.of(viewer, found.items()), found.next());
    }

    @PostMapping
    @Needs(Permission.OPEN_TICKET)
    ResponseEntity<ShownTicket> open(
            Viewer viewer,
            @RequestBody Wanted given,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        TenantId tenant = scopes.tenant(viewer, given.client());
        Template template = template(viewer, given);
        CategoryTree tree = template == null && given.category() == null ? null : categories.tree();
        Wanted wanted = template == null || tree == null ? given : given.with(template, tree);
        String category = wanted.category();
        return once.answer(
                viewer,
                tenant,
                key,
                "open " + given,
                ShownTicket.class,
                () -> {
                    long number = tickets.open(checked(viewer, wanted, template));
                    if (tree != null && category != null) {
                        tickets.categorise(number, tree, category, null, viewer.actor());
                    }
                    if (template != null && !template.tasks().isEmpty()) {
                        tasks.add(number, template.checklist(), viewer.actor());
                    }
                    return number;
                },
                number -> {
                    Ticket ticket = Scope.of(tenant).call(() -> tickets.get(number));
                    return ResponseEntity.created(URI.create("/api/v1/tickets/" + number))
                            .eTag(Tags.of(ticket.version()))
                            .body(views.of(viewer, ticket));
                });
    }

    @GetMapping("/{number}")
    ResponseEntity<ShownTicket> get(Viewer viewer, @PathVariable long number) {
        return shown(viewer, scopes.all(viewer, () -> tickets.get(number)));
    }

    @PatchMapping("/{number}")
    @Needs(Permission.WORK_ON_TICKETS)
    ResponseEntity<ShownTicket> change(
            Viewer viewer,
            @PathVariable long number,
            @RequestBody Changed wanted,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        Ticket ticket = scopes.all(viewer, () -> tickets.get(number));
        Tags.match(ifMatch, Tags.of(ticket.version()));
        // Somebody may come between our look and the lock: the desk compares again.
        String category = wanted.category();
        CategoryTree tree = category == null ? null : categories.tree();
        Long expected = ifMatch == null || ifMatch.strip().equals("*") ? null : Long.valueOf(ticket.version());
        return Scope.of(ticket.tenant()).call(() -> {
            // Looked up first: what is refused changes nothing.
            String asks = wanted.requesterKey();
            Long person = asks == null || asks.isBlank() ? null : keys.person("requesterKey", asks);
            Grade impact = Choice.find("impact", wanted.impact(), Grade.class);
            Grade urgency = Choice.find("urgency", wanted.urgency(), Grade.class);
            // One change of the ticket, whole or not at all.
            transaction.executeWithoutResult(status -> {
                tickets.edit(number, wanted.title(), wanted.description(), impact, urgency, expected, viewer.actor());
                if (tree != null && category != null) {
                    tickets.categorise(
                            number, tree, category.isBlank() ? null : category, ticket.category(), viewer.actor());
                }
                if (asks != null) {
                    tickets.askedBy(number, person, viewer.actor());
                }
            });
            return shown(viewer, tickets.get(number));
        });
    }

    private ResponseEntity<ShownTicket> shown(Viewer viewer, Ticket ticket) {
        return ResponseEntity.ok().eTag(Tags.of(ticket.version())).body(views.of(viewer, ticket));
    }

    /** In the scope of the client. What a client's people write about the work of the desk is refused, not ignored. */
    private OpenTicket checked(Viewer viewer, Wanted wanted, @Nullable Template template) {
        boolean staff = viewer.role().isStaff();
        TicketKind kind =
                wanted.kind() == null ? TicketKind.INCIDENT : Choice.read("kind", wanted.kind(), TicketKind.class);
        if (!staff) {
            refuseStaffOnly(wanted, kind);
        }
        if (wanted.title() == null) {
            throw Refused.field("title", "refusal.required");
        }
        if (wanted.site() != null && sites.find(wanted.site()).isEmpty()) {
            throw Refused.field("site", "refusal.ticket.site", wanted.site());
        }
        return new OpenTicket(
                kind,
                null,
                wanted.title(),
                Objects.requireNonNullElse(wanted.description(), ""),
                grade("impact", wanted.impact()),
                grade("urgency", wanted.urgency()),
                wanted.site(),
                keys.service(wanted.service()),
                keys.asset(wanted.asset()),
                staff ? wanted.requester() : viewer.name(),
                // Whoever asks for things is one of the people of their client.
                staff ? keys.person("requesterKey", wanted.requesterKey()) : viewer.person(),
                team(wanted, template),
                wanted.openedAt() == null ? clock.instant() : wanted.openedAt(),
                viewer.actor());
    }

    private @Nullable Template template(Viewer viewer, Wanted given) {
        if (given.template() == null) {
            return null;
        }
        if (!viewer.role().isStaff()) {
            throw Refused.field("template", "refusal.staff-only");
        }
        return templates.chosen("template", given.template());
    }

    /** In the scope of the client, which may not have the team that a template names. */
    private @Nullable String team(Wanted wanted, @Nullable Template template) {
        if (wanted.team() != null || template == null || template.team() == null) {
            return wanted.team();
        }
        return teams.find(template.team()).isPresent() ? template.team() : null;
    }

    private static void refuseStaffOnly(Wanted wanted, TicketKind kind) {
        if (kind != TicketKind.INCIDENT && kind != TicketKind.REQUEST) {
            throw Refused.field("kind", "refusal.ticket.client-kind");
        }
        if (wanted.team() != null) {
            throw Refused.field("team", "refusal.staff-only");
        }
        if (wanted.openedAt() != null) {
            throw Refused.field("openedAt", "refusal.staff-only");
        }
        if (wanted.requesterKey() != null) {
            throw Refused.field("requesterKey", "refusal.staff-only");
        }
        if (wanted.requester() != null) {
            throw Refused.field("requester", "refusal.staff-only");
        }
    }

    private static Grade grade(String field, @Nullable String word) {
        return word == null ? Grade.MEDIUM : Choice.read(field, word, Grade.class);
    }

    private static Set<TicketState> states(@Nullable List<String> words) {
        var states = EnumSet.noneOf(TicketState.class);
        if (words != null) {
            words.stream()
                    .filter(word -> !word.isBlank())
                    .forEach(word -> states.add(Choice.read("state", word, TicketState.class)));
        }
        return states;
    }
}
