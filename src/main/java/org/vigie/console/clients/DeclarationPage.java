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
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.page.Pages;
import org.vigie.shared.FieldError;
import org.vigie.shared.Refused;

/**
 * {@code /clients/{key}/declarations}: the same text as {@code apply} takes and {@code export} gives, with a dry run
 * before anything changes. What is wrong is said with its line, and the text stays in the editor.
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
        return page(request, 200, key, text, null, List.of(), false);
    }

    @PostMapping("/clients/{key}/declarations")
    @Needs(Permission.DECLARE)
    View apply(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable String key,
            @RequestParam String text,
            @RequestParam(defaultValue = "try") String deed) {
        look.of(viewer, key, () -> key);
        boolean dryRun = !deed.equals("apply");
        try {
            var outcome = declarations.apply(text, dryRun, viewer.actor(), key);
            String shown = dryRun ? text : look.of(viewer, key, () -> declarations.export(key));
            return page(request, 200, key, shown, outcome, List.of(), !dryRun);
        } catch (Refused refused) {
            var errors =
                    refused.errors().isEmpty() ? List.of(new FieldError("", null, refused.rule())) : refused.errors();
            return page(request, 422, key, text, null, errors, false);
        }
    }

    private View page(
            HttpServletRequest request,
            int status,
            String key,
            String text,
            Declarations.@Nullable Outcome outcome,
            List<FieldError> errors,
            boolean applied) {
        Map<String, Object> params = new HashMap<>();
        params.put("client", key);
        params.put("text", text);
        params.put("outcome", outcome == null ? List.of() : List.of(outcome));
        params.put("errors", errors);
        params.put("applied", applied);
        return pages.show(request, status, "clients/declarations", params);
    }
}
