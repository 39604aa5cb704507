package org.vigie.console.tickets;

import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.organization.Client;
import org.vigie.organization.Clients;
import org.vigie.page.Frames;
import org.vigie.page.Pages;
import org.vigie.servicedesk.templates.Recurrence;
import org.vigie.servicedesk.templates.Recurrences;
import org.vigie.servicedesk.templates.Rhythm;
import org.vigie.servicedesk.templates.Template;
import org.vigie.servicedesk.templates.Templates;
import org.vigie.shared.FieldError;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;

/** {@code /recurrences}: tickets that open by themselves, of all clients that somebody sees. */
@Controller
@Needs(Permission.WORK_ON_TICKETS)
class RecurrencePages {
    private static final int FORESEEN = 3;

    private final Pages pages;
    private final Frames frames;
    private final ViewerScope look;
    private final Clients clients;
    private final Templates templates;
    private final Recurrences recurrences;
    private final InstantSource clock;

    RecurrencePages(
            Pages pages,
            Frames frames,
            ViewerScope look,
            Clients clients,
            Templates templates,
            Recurrences recurrences,
            InstantSource clock) {
        this.pages = pages;
        this.frames = frames;
        this.look = look;
        this.clients = clients;
        this.templates = templates;
        this.recurrences = recurrences;
        this.clock = clock;
    }

    @GetMapping("/recurrences")
    View list(Viewer viewer, HttpServletRequest request, @RequestParam(defaultValue = "") String template) {
        return list(viewer, request, 200, new NewTicket(Map.of("template", template)), List.of());
    }

    @PostMapping("/recurrences")
    View add(Viewer viewer, HttpServletRequest request, @RequestParam Map<String, String> typed) {
        var form = new NewTicket(typed);
        try {
            TenantId tenant = look.tenant(viewer, form.get("client"));
            Template template = templates.chosen("template", form.get("template"));
            LocalDate first = day(form.get("first"));
            LocalTime at = time(form.get("at"));
            ZoneId zone = frames.of(request).texts().zone();
            Scope.of(tenant)
                    .run(() -> recurrences.add(
                            template.key(), rhythm(form.get("every")).rule(first), first, at, zone, viewer.actor()));
            return new RedirectView("/recurrences");
        } catch (Refused refused) {
            return list(viewer, request, 422, form, refused.inForm());
        }
    }

    @PostMapping("/recurrences/{recurrence}/stop")
    View stop(Viewer viewer, @PathVariable long recurrence) {
        return change(viewer, recurrence, () -> recurrences.stop(recurrence, viewer.actor()));
    }

    @PostMapping("/recurrences/{recurrence}/start")
    View start(Viewer viewer, @PathVariable long recurrence) {
        return change(viewer, recurrence, () -> recurrences.start(recurrence, viewer.actor()));
    }

    @PostMapping("/recurrences/{recurrence}/removal")
    View remove(Viewer viewer, @PathVariable long recurrence) {
        return change(viewer, recurrence, () -> recurrences.remove(recurrence, viewer.actor()));
    }

    private View change(Viewer viewer, long id, Runnable deed) {
        Recurrence one = look.all(viewer, () -> recurrences.get(id));
        Scope.of(one.tenant()).run(deed);
        return new RedirectView("/recurrences");
    }

    private View list(Viewer viewer, HttpServletRequest request, int status, NewTicket form, List<FieldError> errors) {
        List<Client> all = look.all(viewer, clients::visible);
        var byId = new HashMap<TenantId, Client>();
        all.forEach(client -> byId.put(client.id(), client));
        var byKey = new HashMap<String, Template>();
        List<Template> offered = templates.all();
        offered.forEach(template -> byKey.put(template.key(), template));
        Instant now = clock.instant();
        var rows = new LinkedHashMap<Recurrence, List<Instant>>();
        look.all(viewer, recurrences::all).stream()
                .filter(one -> byId.containsKey(one.tenant()))
                .sorted(Comparator.comparing(Recurrence::next, Comparator.nullsLast(Comparator.naturalOrder())))
                .forEach(one -> rows.put(
                        one,
                        one.stopped()
                                ? List.of()
                                : one.from(now).limit(FORESEEN).toList()));
        Map<String, Object> params = new HashMap<>();
        params.put("form", form);
        params.put("errors", errors);
        params.put("clients", all);
        params.put("byId", byId);
        params.put("byKey", byKey);
        params.put("templates", offered);
        params.put("rows", rows);
        return pages.show(request, status, "tickets/recurrences", params);
    }

    private static Rhythm rhythm(String word) {
        return Arrays.stream(Rhythm.values())
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow(() -> Refused.field("every", "refusal.required"));
    }

    private static LocalDate day(String typed) {
        try {
            return LocalDate.parse(typed.strip());
        } catch (DateTimeException wrong) {
            throw Refused.field("first", "refusal.ticket.day", typed);
        }
    }

    private static LocalTime time(String typed) {
        try {
            return LocalTime.parse(typed.strip());
        } catch (DateTimeException wrong) {
            throw Refused.field("at", "refusal.recurrence.time", typed);
        }
    }
}
