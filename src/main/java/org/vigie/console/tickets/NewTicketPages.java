package org.vigie.console.tickets;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;
import org.vigie.contracts.Contracts;
import org.vigie.files.Uploads;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.inventory.Asset;
import org.vigie.inventory.AssetFilter;
import org.vigie.inventory.Assets;
import org.vigie.inventory.BusinessService;
import org.vigie.organization.Client;
import org.vigie.organization.Clients;
import org.vigie.organization.People;
import org.vigie.organization.Person;
import org.vigie.organization.Sites;
import org.vigie.organization.Teams;
import org.vigie.page.Pages;
import org.vigie.servicedesk.Grade;
import org.vigie.servicedesk.OpenTicket;
import org.vigie.servicedesk.Priorities;
import org.vigie.servicedesk.Tasks;
import org.vigie.servicedesk.TicketKind;
import org.vigie.servicedesk.Tickets;
import org.vigie.servicedesk.categories.Categories;
import org.vigie.servicedesk.categories.CategoryTree;
import org.vigie.servicedesk.templates.Template;
import org.vigie.servicedesk.templates.Templates;
import org.vigie.shared.FieldError;
import org.vigie.shared.Priority;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;

/** {@code /tickets/new}: somebody calls, and the desk writes it down. */
@Controller
class NewTicketPages {
    private static final int OFFERED = 20;

    /** As the list of people offers them: "Anna Petit <anna@client.example>" or "Anna Petit (anna)". */
    private static final Pattern ADDRESS = Pattern.compile(".*<([^<>]+)>\\s*");

    private static final Pattern KEY = Pattern.compile(".*\\(([a-z0-9-]+)\\)\\s*");

    private final Pages pages;
    private final ViewerScope look;
    private final Tickets tickets;
    private final Priorities priorities;
    private final Clients clients;
    private final People people;
    private final Assets assets;
    private final Sites sites;
    private final Teams teams;
    private final Contracts contracts;
    private final Categories categories;
    private final Templates templates;
    private final Tasks tasks;
    private final Uploads uploads;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    NewTicketPages(
            Pages pages,
            ViewerScope look,
            Tickets tickets,
            Priorities priorities,
            Clients clients,
            People people,
            Assets assets,
            Sites sites,
            Teams teams,
            Contracts contracts,
            Categories categories,
            Templates templates,
            Tasks tasks,
            Uploads uploads,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.pages = pages;
        this.look = look;
        this.tickets = tickets;
        this.priorities = priorities;
        this.clients = clients;
        this.people = people;
        this.assets = assets;
        this.sites = sites;
        this.teams = teams;
        this.contracts = contracts;
        this.categories = categories;
        this.templates = templates;
        this.tasks = tasks;
        this.uploads = uploads;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @GetMapping("/tickets/new")
    @Needs(Permission.WORK_ON_TICKETS)
    View form(
            Viewer viewer,
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String client,
            @RequestParam(defaultValue = "") String asset,
            @RequestParam(defaultValue = "") String service,
            @RequestParam(defaultValue = "") String template) {
        Map<String, String> known = new HashMap<>(Map.of("client", client, "asset", asset, "service", service));
        templates.find(template).ifPresent(one -> known.putAll(NewTicket.of(one)));
        known.put("form", UUID.randomUUID().toString());
        return form(viewer, request, 200, NewTicket.begun(known), List.of());
    }

    /** People of the client as they are typed. */
    @GetMapping("/tickets/new/people")
    @Needs(Permission.WORK_ON_TICKETS)
    View people(
            Viewer viewer,
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String client,
            @RequestParam(defaultValue = "") String who) {
        List<Person> found = client.isBlank() ? List.of() : look.of(viewer, client, () -> people.search(who, OFFERED));
        return pages.show(request, "tickets/offered", Map.of("people", found, "assets", List.of()));
    }

    @GetMapping("/tickets/new/assets")
    @Needs(Permission.WORK_ON_TICKETS)
    View assets(
            Viewer viewer,
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String client,
            @RequestParam(defaultValue = "") String asset) {
        List<Asset> found = client.isBlank()
                ? List.of()
                : look.of(
                        viewer,
                        client,
                        () -> assets.list(new AssetFilter(null, asset, false), null, OFFERED)
                                .items());
        return pages.show(request, "tickets/offered", Map.of("people", List.of(), "assets", found));
    }

    /** What would be promised, while it is being chosen. */
    @GetMapping("/tickets/new/promise")
    @Needs(Permission.WORK_ON_TICKETS)
    View promise(
            Viewer viewer,
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String client,
            @RequestParam(defaultValue = "incident") String kind,
            @RequestParam(defaultValue = "MEDIUM") Grade impact,
            @RequestParam(defaultValue = "MEDIUM") Grade urgency,
            @RequestParam(defaultValue = "") String service) {
        @Nullable
        Priority priority = client.isBlank()
                ? null
                : look.of(viewer, client, () -> priorities.now(impact, urgency).priority());
        Map<String, Object> params = new HashMap<>();
        params.put("priority", priority);
        params.put(
                "promise",
                priority == null || kind(kind) == TicketKind.PROBLEM || kind(kind) == TicketKind.CHANGE
                        ? null
                        : look.of(
                                viewer,
                                client,
                                () -> contracts
                                        .promiseFor(
                                                kind.toLowerCase(Locale.ROOT),
                                                priority,
                                                service(service)
                                                        .map(BusinessService::id)
                                                        .orElse(null))
                                        .orElse(null)));
        params.put("chosen", !client.isBlank());
        return pages.show(request, "tickets/promise", params);
    }

    @PostMapping("/tickets/new")
    @Needs(Permission.WORK_ON_TICKETS)
    View open(
            Viewer viewer,
            HttpServletRequest request,
            @RequestParam Map<String, String> typed,
            @RequestParam(required = false) @Nullable List<MultipartFile> file) {
        var form = new NewTicket(typed);
        try {
            TenantId tenant = look.tenant(viewer, form.get("client"));
            CategoryTree tree = categories.tree();
            Optional<Template> template = withTasks(form);
            Long number = Scope.of(tenant)
                    .call(() -> transaction.execute(status -> {
                        long opened = tickets.open(wanted(viewer, form), uploads.added(file, viewer.actor()));
                        complete(opened, form, tree, template, viewer);
                        return opened;
                    }));
            return new RedirectView("/tickets/" + number);
        } catch (Refused refused) {
            List<FieldError> errors = refused.inForm();
            return form(viewer, request, 422, form, errors);
        }
    }

    /** A form that is sent twice finds its ticket open and complete. */
    private void complete(long opened, NewTicket form, CategoryTree tree, Optional<Template> template, Viewer viewer) {
        String category = form.get("category");
        if (!category.isBlank() && tickets.get(opened).category() == null) {
            tickets.categorise(opened, tree, category, null, viewer.actor());
        }
        if (template.isPresent() && tasks.of(opened).isEmpty()) {
            tasks.add(opened, template.get().checklist(), viewer.actor());
        }
    }

    /** The template whose tasks the ticket gets. */
    private Optional<Template> withTasks(NewTicket form) {
        return templates.find(form.get("template")).filter(one -> !one.tasks().isEmpty());
    }

    /** In the scope of the client. A form that is sent twice opens one ticket: its own number is the ticket's origin. */
    private OpenTicket wanted(Viewer viewer, NewTicket form) {
        TicketKind kind = kind(form.get("kind"));
        if (form.get("title").isBlank()) {
            throw Refused.field("title", "refusal.required");
        }
        String who = form.get("who").strip();
        Person person = person(who).orElse(null);
        return new OpenTicket(
                kind,
                form.get("form").matches("[0-9a-f-]{36}")
                        ? "form " + viewer.accountId() + " " + form.get("form")
                        : null,
                form.get("title"),
                form.get("description").strip(),
                grade("impact", form),
                grade("urgency", form),
                site(form.get("site")),
                service(form.get("service")).map(BusinessService::id).orElse(null),
                asset(form.get("asset")),
                person != null ? person.name() : who.isEmpty() ? null : who,
                person == null ? null : person.id(),
                form.get("team").isBlank() ? null : form.get("team"),
                clock.instant(),
                viewer.actor());
    }

    private static TicketKind kind(String word) {
        for (TicketKind kind : TicketKind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(word)) {
                return kind;
            }
        }
        throw Refused.field("kind", "refusal.ticket.kind", word);
    }

    private static Grade grade(String field, NewTicket form) {
        for (Grade grade : Grade.values()) {
            if (grade.name().equals(form.get(field))) {
                return grade;
            }
        }
        return Grade.MEDIUM;
    }

    /** A name that is nobody's, or that of two people, stays a name: the desk can say later who it is. */
    private Optional<Person> person(String who) {
        Matcher address = ADDRESS.matcher(who);
        if (address.matches()) {
            return people.byEmail(address.group(1)).stream().findFirst();
        }
        Matcher key = KEY.matcher(who);
        if (key.matches()) {
            return people.find(key.group(1));
        }
        List<Person> named = who.isEmpty()
                ? List.of()
                : people.search(who, OFFERED).stream()
                        .filter(one -> one.name().equalsIgnoreCase(who) || who.equalsIgnoreCase(one.email()))
                        .toList();
        return named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
    }

    private @Nullable String site(String key) {
        if (!key.isBlank() && sites.find(key).isEmpty()) {
            throw Refused.field("site", "refusal.ticket.site", key);
        }
        return key.isBlank() ? null : key;
    }

    private Optional<BusinessService> service(String key) {
        if (key.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(assets.services().stream()
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow(() -> Refused.field("service", "refusal.ticket.service", key)));
    }

    private @Nullable Long asset(String key) {
        return key.isBlank()
                ? null
                : assets.find(key.strip())
                        .map(Asset::id)
                        .orElseThrow(() -> Refused.field("asset", "refusal.ticket.asset", key));
    }

    private View form(Viewer viewer, HttpServletRequest request, int status, NewTicket form, List<FieldError> errors) {
        List<Client> all = look.all(viewer, clients::visible);
        Client chosen = all.size() == 1
                ? all.getFirst()
                : all.stream()
                        .filter(one -> form.is("client", one.key()))
                        .findFirst()
                        .orElse(null);
        Map<String, Object> params = new HashMap<>();
        params.put("form", form);
        params.put("errors", errors);
        params.put("clients", all);
        params.put("chosen", chosen);
        params.put("services", chosen == null ? List.of() : in(chosen, assets::services));
        params.put("sites", chosen == null ? List.of() : in(chosen, sites::all));
        params.put("teams", chosen == null ? List.of() : in(chosen, teams::all));
        params.put("tree", categories.tree());
        params.put("template", withTasks(form).orElse(null));
        params.put("templates", templates.all());
        return pages.show(request, status, "tickets/new", params);
    }

    private static <T> List<T> in(Client client, java.util.function.Supplier<List<T>> read) {
        return Scope.of(client.id()).call(read::get);
    }
}
