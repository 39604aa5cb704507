package org.vigie.console.clients;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.vigie.declaration.Declarations;
import org.vigie.declaration.Document;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.page.Pages;
import org.vigie.shared.FieldError;
import org.vigie.shared.Refused;

/**
 * {@code /clients/{key}/declarations}: the same text as {@code apply} takes and {@code export} gives, with a dry run
 * before anything changes. What is wrong is said with its line, and the text stays in the editor; what somebody else
 * changed since the text was read is shown and not overwritten.
 */
@Controller
class DeclarationPage {
    private final Pages pages;
    private final ViewerScope look;
    private final Declarations declarations;

    DeclarationPage(Pages pages, ViewerScope look, Declarations declarations) {
        this.pages = pages;
        this.look = look;
        this.declarations = declarations;
    }

    @GetMapping("/clients/{key}/declarations")
    @Needs(Permission.DECLARE)
    View edit(Viewer viewer, HttpServletRequest request, @PathVariable String key) {
        String text = look.of(viewer, key, () -> declarations.export(key));
        return page(request, 200, key, text, Document.tag(text), null, List.of(), false, "");
    }

    @PostMapping("/clients/{key}/declarations")
    @Needs(Permission.DECLARE)
    View apply(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable String key,
            @RequestParam String text,
            @RequestParam(defaultValue = "") String base,
            @RequestParam(defaultValue = "try") String deed) {
        look.of(viewer, key, () -> key);
        boolean dryRun = !deed.equals("apply");
        try {
            var outcome = declarations.apply(text, dryRun, viewer.actor(), key, base.isBlank() ? null : base);
            String there = look.of(viewer, key, () -> declarations.export(key));
            return page(
                    request,
                    200,
                    key,
                    dryRun ? text : there,
                    dryRun ? base : Document.tag(there),
                    outcome,
                    List.of(),
                    !dryRun,
                    "");
        } catch (Refused refused) {
            var errors = refused.inForm();
            if (refused.kind() != Refused.Kind.STALE) {
                return page(request, 422, key, text, base, null, errors, false, "");
            }
            String there = look.of(viewer, key, () -> declarations.export(key));
            return page(request, 409, key, text, Document.tag(there), null, errors, false, there);
        }
    }

    private View page(
            HttpServletRequest request,
            int status,
            String key,
            String text,
            String base,
            Declarations.@Nullable Outcome outcome,
            List<FieldError> errors,
            boolean applied,
            String overtakenBy) {
        Map<String, Object> params = new HashMap<>();
        params.put("client", key);
        params.put("text", text);
        params.put("outcome", outcome == null ? List.of() : List.of(outcome));
        params.put("errors", errors);
        params.put("applied", applied);
        params.put("base", base);
        params.put("overtakenBy", overtakenBy);
        return pages.show(request, status, "clients/declarations", params);
    }
}
