package org.vigie.api.tickets;

import java.util.List;
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
import org.vigie.api.Choice;
import org.vigie.api.Following;
import org.vigie.api.Limits;
import org.vigie.api.Slices;
import org.vigie.api.Tags;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.servicedesk.Grade;
import org.vigie.servicedesk.TicketKind;
import org.vigie.servicedesk.templates.Template;
import org.vigie.servicedesk.templates.Templates;
import org.vigie.shared.Page;

/** Tickets that are written again and again. */
@RestController
@RequestMapping("/api/v1/templates")
@Needs(Permission.WORK_ON_TICKETS)
class TemplateApi {
    private final Templates templates;

    TemplateApi(Templates templates) {
        this.templates = templates;
    }

    record Wanted(
            @Nullable String name,
            @Nullable String kind,
            @Nullable String title,
            @Nullable String description,
            @Nullable String impact,
            @Nullable String urgency,
            @Nullable String category,
            @Nullable String team,
            @Nullable List<String> tasks) {}

    record Shown(
            String key,
            String name,
            String kind,
            String title,
            String description,
            String impact,
            String urgency,
            @Nullable String category,
            @Nullable String team,
            List<String> tasks,
            long version) {
        static Shown of(Template one) {
            return new Shown(
                    one.key(),
                    one.name(),
                    Choice.word(one.kind()),
                    one.title(),
                    one.description(),
                    Choice.word(one.impact()),
                    Choice.word(one.urgency()),
                    one.category(),
                    one.team(),
                    one.tasks(),
                    one.version());
        }
    }

    @GetMapping
    Page<Shown> list(@Following @Nullable String cursor, @RequestParam(defaultValue = "100") int limit) {
        return Slices.of(templates.all(), Template::key, cursor, Limits.checked(limit))
                .map(Shown::of);
    }

    @GetMapping("/{key}")
    ResponseEntity<Shown> get(@PathVariable String key) {
        return tagged(templates.get(key), HttpStatus.OK);
    }

    @PutMapping("/{key}")
    ResponseEntity<Shown> put(
            Viewer viewer,
            @PathVariable String key,
            @RequestBody Wanted wanted,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        Optional<Template> before = templates.find(key);
        Tags.match(ifMatch, before.map(one -> Tags.of(one.version())).orElse(null));
        var template = new Template(
                key,
                Objects.requireNonNullElse(wanted.name(), ""),
                wanted.kind() == null ? TicketKind.REQUEST : Choice.read("kind", wanted.kind(), TicketKind.class),
                Objects.requireNonNullElse(wanted.title(), ""),
                Objects.requireNonNullElse(wanted.description(), ""),
                grade("impact", wanted.impact()),
                grade("urgency", wanted.urgency()),
                wanted.category(),
                wanted.team(),
                Objects.requireNonNullElse(wanted.tasks(), List.of()),
                0);
        Template made = templates.put(
                template, ifMatch == null ? null : before.map(Template::version).orElse(null), viewer.actor());
        return tagged(made, before.isEmpty() ? HttpStatus.CREATED : HttpStatus.OK);
    }

    @DeleteMapping("/{key}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Viewer viewer, @PathVariable String key) {
        templates.remove(key, viewer.actor());
    }

    private static Grade grade(String field, @Nullable String word) {
        return word == null ? Grade.MEDIUM : Choice.read(field, word, Grade.class);
    }

    private static ResponseEntity<Shown> tagged(Template one, HttpStatus status) {
        return ResponseEntity.status(status).eTag(Tags.of(one.version())).body(Shown.of(one));
    }
}
