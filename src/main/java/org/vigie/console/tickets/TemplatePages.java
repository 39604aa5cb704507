package org.vigie.console.tickets;

import jakarta.servlet.http.HttpServletRequest;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
import org.vigie.page.Pages;
import org.vigie.servicedesk.Grade;
import org.vigie.servicedesk.Tasks;
import org.vigie.servicedesk.TicketKind;
import org.vigie.servicedesk.categories.Categories;
import org.vigie.servicedesk.templates.Template;
import org.vigie.servicedesk.templates.Templates;
import org.vigie.shared.FieldError;
import org.vigie.shared.Refused;

/** {@code /templates}: tickets that are written again and again; and their checklists, put onto a ticket that is open already. */
@Controller
@Needs(Permission.WORK_ON_TICKETS)
class TemplatePages {
    private static final int LONGEST_KEY = 50;

    private final Pages pages;
    private final OneTicket one;
    private final Templates templates;
    private final Categories categories;
    private final Tasks tasks;

    TemplatePages(Pages pages, OneTicket one, Templates templates, Categories categories, Tasks tasks) {
        this.pages = pages;
        this.one = one;
        this.templates = templates;
        this.categories = categories;
        this.tasks = tasks;
    }

    @GetMapping("/templates")
    View list(HttpServletRequest request) {
        return pages.show(
                request, 200, "tickets/templates", Map.of("templates", templates.all(), "tree", categories.tree()));
    }

    @GetMapping("/templates/new")
    View begin(HttpServletRequest request) {
        var fresh =
                new Template("", "", TicketKind.REQUEST, "", "", Grade.MEDIUM, Grade.MEDIUM, null, null, List.of(), 0);
        return form(request, 200, fresh, List.of());
    }

    @PostMapping("/templates/new")
    View create(Viewer viewer, HttpServletRequest request, @RequestParam Map<String, String> typed) {
        Template wanted = read(key(typed.getOrDefault("name", "")), typed, 0);
        try {
            templates.put(wanted, 0L, viewer.actor());
            return new RedirectView("/templates");
        } catch (Refused refused) {
            return form(request, 422, read("", typed, 0), refused.inForm());
        }
    }

    @GetMapping("/templates/{template}")
    View show(HttpServletRequest request, @PathVariable String template) {
        return form(request, 200, templates.get(template), List.of());
    }

    @PostMapping("/templates/{template}")
    View change(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable String template,
            @RequestParam Map<String, String> typed) {
        Template before = templates.get(template);
        String version = typed.getOrDefault("version", "");
        Template wanted =
                read(template, typed, version.matches("\\d{1,18}") ? Long.parseLong(version) : before.version());
        try {
            templates.put(wanted, wanted.version(), viewer.actor());
            return new RedirectView("/templates");
        } catch (Refused refused) {
            return form(request, 422, wanted, refused.inForm());
        }
    }

    @PostMapping("/templates/{template}/removal")
    View remove(Viewer viewer, HttpServletRequest request, @PathVariable String template) {
        try {
            templates.remove(template, viewer.actor());
            return new RedirectView("/templates");
        } catch (Refused refused) {
            return form(request, 409, templates.get(template), refused.inForm());
        }
    }

    @GetMapping("/tickets/{number}/checklist")
    View checklists(Viewer viewer, HttpServletRequest request, @PathVariable long number) {
        List<Template> withTasks =
                templates.all().stream().filter(one -> !one.tasks().isEmpty()).toList();
        return pages.show(
                request, 200, "tickets/checklist", Map.of("ticket", one.find(viewer, number), "templates", withTasks));
    }

    @PostMapping("/tickets/{number}/checklist")
    View add(Viewer viewer, @PathVariable long number, @RequestParam String template) {
        Template chosen = templates.chosen("template", template);
        return one.change(viewer, number, ticket -> tasks.add(number, chosen.checklist(), viewer.actor()));
    }

    private View form(HttpServletRequest request, int status, Template typed, List<FieldError> errors) {
        Map<String, Object> params = new HashMap<>();
        params.put("template", typed);
        params.put("tree", categories.tree());
        params.put("errors", errors);
        return pages.show(request, status, "tickets/template", params);
    }

    private static Template read(String key, Map<String, String> typed, long version) {
        return new Template(
                key,
                typed.getOrDefault("name", ""),
                kind(typed.getOrDefault("kind", "")),
                typed.getOrDefault("title", ""),
                typed.getOrDefault("description", "").replace("\r\n", "\n"),
                grade(typed.getOrDefault("impact", "")),
                grade(typed.getOrDefault("urgency", "")),
                orNull(typed, "category"),
                orNull(typed, "team"),
                typed.getOrDefault("tasks", "")
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList(),
                version);
    }

    private static TicketKind kind(String word) {
        for (TicketKind kind : TicketKind.values()) {
            if (kind.name().equalsIgnoreCase(word)) {
                return kind;
            }
        }
        return TicketKind.REQUEST;
    }

    private static Grade grade(String word) {
        for (Grade grade : Grade.values()) {
            if (grade.name().equalsIgnoreCase(word)) {
                return grade;
            }
        }
        return Grade.MEDIUM;
    }

    private static @Nullable String orNull(Map<String, String> typed, String field) {
        return Optional.ofNullable(typed.get(field))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElse(null);
    }

    /** What the name says; two may have one name, and so a few characters of chance where it is taken. */
    private String key(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}+", "");
        String key =
                plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        String base = key.isEmpty() ? "template" : key.substring(0, Math.min(key.length(), LONGEST_KEY));
        return templates.find(base).isEmpty()
                ? base
                : base + "-" + UUID.randomUUID().toString().substring(0, 8);
    }
}
