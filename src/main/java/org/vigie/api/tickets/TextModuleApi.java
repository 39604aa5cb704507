package org.vigie.api.tickets;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.vigie.api.Following;
import org.vigie.api.Limits;
import org.vigie.api.Slices;
import org.vigie.api.Tags;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.servicedesk.texts.TextModule;
import org.vigie.servicedesk.texts.TextModules;
import org.vigie.shared.Page;

/** Texts that people of the desk write again and again. */
@RestController
@RequestMapping("/api/v1/text-modules")
@Needs(Permission.WORK_ON_TICKETS)
class TextModuleApi {
    private final TextModules modules;

    TextModuleApi(TextModules modules) {
        this.modules = modules;
    }

    record Wanted(
            @Nullable String name,
            @Nullable String text,
            @Nullable Boolean shared) {}

    /** @param mine whether the caller may change it */
    record Shown(String key, String name, String text, boolean shared, String owner, boolean mine, long version) {}

    @GetMapping
    Page<Shown> list(Viewer viewer, @Following @Nullable String cursor, @RequestParam(defaultValue = "100") int limit) {
        return Slices.of(
                        modules.of(viewer),
                        module -> module.key() + " " + module.owner(),
                        cursor,
                        Limits.checked(limit))
                .map(module -> shown(viewer, module));
    }

    @GetMapping("/{key}")
    ResponseEntity<Shown> get(Viewer viewer, @PathVariable String key) {
        return tagged(viewer, modules.get(viewer, key), HttpStatus.OK);
    }

    @PutMapping("/{key}")
    ResponseEntity<Shown> put(
            Viewer viewer,
            @PathVariable String key,
            @RequestBody Wanted wanted,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        Optional<TextModule> before = modules.find(viewer, key);
        Tags.match(ifMatch, before.map(module -> Tags.of(module.version())).orElse(null));
        TextModule module = modules.put(
                viewer,
                key,
                Objects.requireNonNullElse(wanted.name(), ""),
                Objects.requireNonNullElse(wanted.text(), ""),
                Boolean.TRUE.equals(wanted.shared()),
                ifMatch == null ? null : before.map(TextModule::version).orElse(null));
        return tagged(viewer, module, before.isEmpty() ? HttpStatus.CREATED : HttpStatus.OK);
    }

    @DeleteMapping("/{key}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Viewer viewer, @PathVariable String key) {
        modules.remove(viewer, key);
    }

    private ResponseEntity<Shown> tagged(Viewer viewer, TextModule module, HttpStatus status) {
        return ResponseEntity.status(status).eTag(Tags.of(module.version())).body(shown(viewer, module));
    }

    private Shown shown(Viewer viewer, TextModule module) {
        return new Shown(
                module.key(),
                module.name(),
                module.text(),
                module.shared(),
                module.ownerName(),
                modules.mayChange(viewer, module),
                module.version());
    }
}
