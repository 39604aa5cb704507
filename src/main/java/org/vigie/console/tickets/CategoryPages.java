package org.vigie.console.tickets;

import jakarta.servlet.http.HttpServletRequest;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.Tickets;
import org.vigie.servicedesk.categories.Categories;
import org.vigie.servicedesk.categories.Category;
import org.vigie.servicedesk.categories.CategoryTree;
import org.vigie.shared.FieldError;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;

/** {@code /categories}: what tickets are about, as a tree; and which of them a ticket has. */
@Controller
@Needs(Permission.WORK_ON_TICKETS)
class CategoryPages {
    private static final int LONGEST_KEY = 60;

    private final Pages pages;
    private final OneTicket one;
    private final Tickets tickets;
    private final Categories categories;

    CategoryPages(Pages pages, OneTicket one, Tickets tickets, Categories categories) {
        this.pages = pages;
        this.one = one;
        this.tickets = tickets;
        this.categories = categories;
    }

    @GetMapping("/categories")
    View list(Viewer viewer, HttpServletRequest request) {
        return list(viewer, request, 200, new Category("", null, "", "", false, 0), List.of());
    }

    @PostMapping("/categories")
    @Needs(Permission.ADMINISTER)
    View create(
            Viewer viewer,
            HttpServletRequest request,
            @RequestParam String french,
            @RequestParam(defaultValue = "") String english,
            @RequestParam(defaultValue = "") String parent) {
        String above = parent.isBlank() ? null : parent;
        try {
            categories.put(free(french), above, french, english, 0L, viewer.actor());
            return new RedirectView("/categories");
        } catch (Refused refused) {
            return list(viewer, request, 422, new Category("", above, french, english, false, 0), refused.inForm());
        }
    }

    @GetMapping("/categories/{category}")
    View show(Viewer viewer, HttpServletRequest request, @PathVariable String category) {
        return form(viewer, request, 200, categories.get(category), List.of());
    }

    @PostMapping("/categories/{category}")
    @Needs(Permission.ADMINISTER)
    View change(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable String category,
            @RequestParam String french,
            @RequestParam(defaultValue = "") String english,
            @RequestParam(defaultValue = "") String parent,
            @RequestParam(required = false) @Nullable Long version) {
        Category before = categories.get(category);
        String above = parent.isBlank() ? null : parent;
        try {
            categories.put(category, above, french, english, version, viewer.actor());
            return new RedirectView("/categories");
        } catch (Refused refused) {
            var typed = new Category(
                    category, above, french, english, before.retired(), version == null ? before.version() : version);
            return form(viewer, request, 422, typed, refused.inForm());
        }
    }

    @PostMapping("/categories/{category}/retirement")
    @Needs(Permission.ADMINISTER)
    View retire(Viewer viewer, @PathVariable String category) {
        categories.retire(category, viewer.actor());
        return new RedirectView("/categories");
    }

    @GetMapping("/tickets/{number}/category")
    View choose(Viewer viewer, HttpServletRequest request, @PathVariable long number) {
        return choose(request, 200, one.find(viewer, number), List.of());
    }

    /** @param seen what it was when the form was opened; empty for none */
    @PostMapping("/tickets/{number}/category")
    View chosen(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable long number,
            @RequestParam(defaultValue = "") String category,
            @RequestParam(defaultValue = "") String seen) {
        Ticket ticket = one.find(viewer, number);
        CategoryTree tree = categories.tree();
        try {
            Scope.of(ticket.tenant())
                    .run(() -> tickets.categorise(number, tree, orNull(category), orNull(seen), viewer.actor()));
            return new RedirectView("/tickets/" + number);
        } catch (Refused refused) {
            return choose(request, 422, one.find(viewer, number), refused.inForm());
        }
    }

    private View choose(HttpServletRequest request, int status, Ticket ticket, List<FieldError> errors) {
        Map<String, Object> params = new HashMap<>();
        params.put("ticket", ticket);
        params.put("tree", categories.tree());
        params.put("errors", errors);
        return pages.show(request, status, "tickets/category", params);
    }

    private View list(Viewer viewer, HttpServletRequest request, int status, Category typed, List<FieldError> errors) {
        Map<String, Object> params = new HashMap<>();
        params.put("tree", categories.tree());
        params.put("typed", typed);
        params.put("errors", errors);
        params.put("mayChange", viewer.may(Permission.ADMINISTER));
        return pages.show(request, status, "tickets/categories", params);
    }

    private View form(Viewer viewer, HttpServletRequest request, int status, Category typed, List<FieldError> errors) {
        Map<String, Object> params = new HashMap<>();
        params.put("tree", categories.tree());
        params.put("typed", typed);
        params.put("errors", errors);
        params.put("mayChange", viewer.may(Permission.ADMINISTER));
        return pages.show(request, status, "tickets/categoryForm", params);
    }

    private static @Nullable String orNull(String text) {
        return text.isBlank() ? null : text;
    }

    /** What the name says; another one where that is taken. */
    private String free(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}+", "");
        String key =
                plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        String base = key.isEmpty() ? "category" : key.substring(0, Math.min(key.length(), LONGEST_KEY - 4));
        CategoryTree tree = categories.tree();
        String free = base;
        for (int number = 2; tree.find(free).isPresent(); number++) {
            free = base + "-" + number;
        }
        return free;
    }
}
