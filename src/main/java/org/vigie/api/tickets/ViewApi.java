package org.vigie.api.tickets;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
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
import org.vigie.servicedesk.TicketSort;
import org.vigie.servicedesk.views.SavedView;
import org.vigie.servicedesk.views.SavedViews;
import org.vigie.shared.Page;
import org.vigie.shared.Refused;

/** Views of the tickets that the caller keeps, and those that colleagues share. */
@RestController
@RequestMapping("/api/v1/views")
@Needs(Permission.WORK_ON_TICKETS)
class ViewApi {
    private final SavedViews views;

    ViewApi(SavedViews views) {
        this.views = views;
    }

    record Wanted(
            @Nullable String name,
            @Nullable String where,
            @Nullable String sort,
            @Nullable Boolean shared) {}

    /** @param mine whether the caller may change it */
    record Shown(
            long id,
            String name,
            String where,
            String sort,
            boolean shared,
            String owner,
            boolean mine,
            long version) {}

    @GetMapping
    Page<Shown> list(Viewer viewer, @Following @Nullable String cursor, @RequestParam(defaultValue = "100") int limit) {
        return Slices.of(views.of(viewer), view -> Long.toString(view.id()), cursor, Limits.checked(limit))
                .map(view -> shown(viewer, view));
    }

    @PostMapping
    ResponseEntity<Shown> create(
            Viewer viewer,
            @RequestBody Wanted wanted,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        if (key != null && (key.isBlank() || key.length() > 200)) {
            throw Refused.field("Idempotency-Key", "refusal.idempotency.shape");
        }
        long id = views.create(viewer, name(wanted), where(wanted), sort(wanted), shared(wanted), key);
        SavedView view = views.get(viewer, id);
        return ResponseEntity.created(URI.create("/api/v1/views/" + id))
                .eTag(Tags.of(view.version()))
                .body(shown(viewer, view));
    }

    @GetMapping("/{view}")
    ResponseEntity<Shown> get(Viewer viewer, @PathVariable long view) {
        return tagged(viewer, views.get(viewer, view));
    }

    @PutMapping("/{view}")
    ResponseEntity<Shown> change(
            Viewer viewer,
            @PathVariable long view,
            @RequestBody Wanted wanted,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        long version = views.get(viewer, view).version();
        Tags.match(ifMatch, Tags.of(version));
        return tagged(
                viewer,
                views.change(
                        viewer,
                        view,
                        name(wanted),
                        where(wanted),
                        sort(wanted),
                        shared(wanted),
                        ifMatch == null ? null : version));
    }

    @DeleteMapping("/{view}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Viewer viewer, @PathVariable long view) {
        views.remove(viewer, view);
    }

    private ResponseEntity<Shown> tagged(Viewer viewer, SavedView view) {
        return ResponseEntity.ok().eTag(Tags.of(view.version())).body(shown(viewer, view));
    }

    private Shown shown(Viewer viewer, SavedView view) {
        return new Shown(
                view.id(),
                view.name(),
                view.text().written(),
                Choice.word(view.sort()),
                view.shared(),
                view.ownerName(),
                views.mayChange(viewer, view),
                view.version());
    }

    private static String name(Wanted wanted) {
        return Objects.requireNonNullElse(wanted.name(), "");
    }

    private static String where(Wanted wanted) {
        return Objects.requireNonNullElse(wanted.where(), "");
    }

    private static TicketSort sort(Wanted wanted) {
        return wanted.sort() == null ? TicketSort.PRIORITY : Choice.read("sort", wanted.sort(), TicketSort.class);
    }

    private static boolean shared(Wanted wanted) {
        return Boolean.TRUE.equals(wanted.shared());
    }
}
