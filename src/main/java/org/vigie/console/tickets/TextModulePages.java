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
import org.vigie.console.Names;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.page.Pages;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.Tickets;
import org.vigie.servicedesk.texts.TextModule;
import org.vigie.servicedesk.texts.TextModules;
import org.vigie.shared.FieldError;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;

/** {@code /text-modules}: texts that are written again and again, and what becomes of them on a ticket. */
@Controller
@Needs(Permission.WORK_ON_TICKETS)
class TextModulePages {
    private static final int OFFERED = 20;

    private final TextModules modules;
    private final Tickets tickets;
    private final Names names;
    private final ViewerScope look;
    private final Pages pages;

    TextModulePages(TextModules modules, Tickets tickets, Names names, ViewerScope look, Pages pages) {
        this.modules = modules;
        this.tickets = tickets;
        this.names = names;
        this.look = look;
        this.pages = pages;
    }

    @GetMapping("/text-modules")
    View list(Viewer viewer, HttpServletRequest request) {
        return list(viewer, request, 200, List.of(), "", "", false);
    }

    private View list(
            Viewer viewer,
            HttpServletRequest request,
            int status,
            List<FieldError> errors,
            String name,
            String text,
            boolean shared) {
        Map<String, Object> params = new HashMap<>();
        params.put("modules", modules.of(viewer));
        params.put("errors", errors);
        params.put("name", name);
        params.put("text", text);
        params.put("shared", shared);
        return pages.show(request, status, "tickets/textModules", params);
    }

    @PostMapping("/text-modules")
    View create(
            Viewer viewer,
            HttpServletRequest request,
            @RequestParam String name,
            @RequestParam String text,
            @RequestParam(defaultValue = "false") boolean shared) {
        try {
            modules.put(viewer, key(viewer, name), name, lines(text), shared, 0L);
            return new RedirectView("/text-modules");
        } catch (Refused refused) {
            return list(viewer, request, 422, refused.inForm(), name, text, shared);
        }
    }

    @GetMapping("/text-modules/{module}")
    View show(Viewer viewer, HttpServletRequest request, @PathVariable String module) {
        TextModule there = modules.get(viewer, module);
        return form(viewer, request, 200, there, List.of());
    }

    @PostMapping("/text-modules/{module}")
    View change(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable String module,
            @RequestParam String name,
            @RequestParam String text,
            @RequestParam(defaultValue = "false") boolean shared,
            @RequestParam(required = false) @Nullable Long version) {
        TextModule before = modules.get(viewer, module);
        try {
            modules.put(viewer, module, name, lines(text), shared, version);
            return new RedirectView("/text-modules");
        } catch (Refused refused) {
            var typed = new TextModule(
                    module,
                    before.owner(),
                    before.ownerName(),
                    name,
                    text,
                    shared,
                    version == null ? before.version() : version);
            return form(viewer, request, 422, typed, refused.inForm());
        }
    }

    @PostMapping("/text-modules/{module}/removal")
    View remove(Viewer viewer, @PathVariable String module) {
        modules.remove(viewer, module);
        return new RedirectView("/text-modules");
    }

    /** Those that fit what is typed, filled with what is known of the ticket. */
    @GetMapping("/tickets/{number}/text-modules")
    View offered(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable long number,
            @RequestParam(defaultValue = "") String q) {
        Ticket ticket = look.all(viewer, () -> tickets.get(number));
        Map<String, String> values = values(viewer, ticket);
        List<TextModule> found = modules.search(viewer, q, OFFERED).stream()
                .map(module -> new TextModule(
                        module.key(),
                        module.owner(),
                        module.ownerName(),
                        module.name(),
                        module.filled(values),
                        module.shared(),
                        module.version()))
                .toList();
        return pages.show(request, "tickets/offeredTexts", Map.of("modules", found));
    }

    private Map<String, String> values(Viewer viewer, Ticket ticket) {
        TicketRow row = Scope.of(ticket.tenant())
                .call(() -> TicketRow.of(List.of(ticket), names).getFirst());
        var values = new HashMap<String, String>();
        values.put("number", Long.toString(ticket.number()));
        values.put("title", ticket.title());
        values.put("priority", ticket.priority().name());
        values.put("me", viewer.name());
        if (ticket.requester() != null) {
            values.put("requester", ticket.requester());
        }
        if (row.client() != null) {
            values.put("client", row.client().name());
        }
        if (row.service() != null) {
            values.put("service", row.service().name());
        }
        return values;
    }

    private View form(
            Viewer viewer, HttpServletRequest request, int status, TextModule module, List<FieldError> errors) {
        Map<String, Object> params = new HashMap<>();
        params.put("module", module);
        params.put("errors", errors);
        params.put("mayChange", modules.mayChange(viewer, module));
        return pages.show(request, status, "tickets/textModule", params);
    }

    /** Browsers send both halves of a line's end. */
    private static String lines(String text) {
        return text.replace("\r\n", "\n");
    }

    /** What the name says; with the account, since two people may call two texts the same. */
    private static String key(Viewer viewer, String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}+", "");
        String key =
                plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        String kept = key.length() > 45 ? key.substring(0, 45) : key;
        return (kept.isEmpty() ? "text" : kept) + "-" + viewer.accountId();
    }
}
