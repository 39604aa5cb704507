package org.vigie.console.tickets;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
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
import org.vigie.servicedesk.TicketSort;
import org.vigie.servicedesk.categories.Categories;
import org.vigie.servicedesk.views.SavedView;
import org.vigie.servicedesk.views.SavedViews;
import org.vigie.servicedesk.views.ViewText;
import org.vigie.shared.FieldError;
import org.vigie.shared.Refused;

/** Views are made and changed row by row, without knowing how their line is written. */
@Controller
@Needs(Permission.WORK_ON_TICKETS)
class ViewPages {
    private final Pages pages;
    private final SavedViews views;
    private final Categories categories;

    ViewPages(Pages pages, SavedViews views, Categories categories) {
        this.pages = pages;
        this.views = views;
        this.categories = categories;
    }

    /** @param where what the list asks already */
    @GetMapping("/views/new")
    View begin(Viewer viewer, HttpServletRequest request, @RequestParam(required = false) @Nullable String where) {
        ViewText text = ViewText.parse(where == null ? "" : where);
        return form(viewer, request, null, ViewForm.of("", false, TicketSort.PRIORITY, text), List.of());
    }

    @PostMapping("/views/new")
    View make(Viewer viewer, HttpServletRequest request, @RequestParam MultiValueMap<String, String> form) {
        ViewForm wanted = ViewForm.read(form);
        String deed = deed(form);
        if (!deed.equals("keep")) {
            return form(viewer, request, null, wanted.done(deed), List.of());
        }
        try {
            long id = views.create(viewer, wanted.name(), wanted.line(), wanted.sort(), wanted.shared());
            return new RedirectView("/tickets?view=" + id);
        } catch (Refused refused) {
            return form(viewer, request, null, wanted, refused.errors());
        }
    }

    @GetMapping("/views/{view}")
    View open(Viewer viewer, HttpServletRequest request, @PathVariable long view) {
        SavedView kept = views.get(viewer, view);
        return form(
                viewer, request, kept, ViewForm.of(kept.name(), kept.shared(), kept.sort(), kept.text()), List.of());
    }

    @PostMapping("/views/{view}")
    View change(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable long view,
            @RequestParam MultiValueMap<String, String> form) {
        SavedView kept = views.get(viewer, view);
        ViewForm wanted = ViewForm.read(form);
        String deed = deed(form);
        if (!deed.equals("keep")) {
            return form(viewer, request, kept, wanted.done(deed), List.of());
        }
        try {
            views.change(
                    viewer, view, wanted.name(), wanted.line(), wanted.sort(), wanted.shared(), version(form, kept));
            return new RedirectView("/tickets?view=" + view);
        } catch (Refused refused) {
            if (refused.errors().isEmpty()) {
                throw refused;
            }
            return form(viewer, request, kept, wanted, refused.errors());
        }
    }

    @PostMapping("/views/{view}/removal")
    View remove(Viewer viewer, @PathVariable long view) {
        views.remove(viewer, view);
        return new RedirectView("/tickets");
    }

    private View form(
            Viewer viewer,
            HttpServletRequest request,
            @Nullable SavedView kept,
            ViewForm form,
            List<FieldError> errors) {
        Map<String, Object> params = new HashMap<>();
        params.put("kept", kept);
        params.put("mayChange", kept == null || views.mayChange(viewer, kept));
        params.put("form", form);
        params.put("errors", errors);
        params.put("tree", categories.tree());
        params.put("clients", new TreeSet<>(views.clients(viewer).keySet()));
        return pages.show(request, errors.isEmpty() ? 200 : 400, "tickets/view", params);
    }

    private static String deed(MultiValueMap<String, String> form) {
        String deed = form.getFirst("deed");
        return deed == null ? "" : deed;
    }

    private static long version(MultiValueMap<String, String> form, SavedView kept) {
        String written = form.getFirst("version");
        return written != null && written.matches("\\d{1,18}") ? Long.parseLong(written) : kept.version();
    }
}
