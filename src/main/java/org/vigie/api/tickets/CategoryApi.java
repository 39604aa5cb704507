package org.vigie.api.tickets;

import java.util.Locale;
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
import org.vigie.servicedesk.categories.Categories;
import org.vigie.servicedesk.categories.Category;
import org.vigie.servicedesk.categories.CategoryTree;
import org.vigie.shared.Page;

/** What tickets are about. */
@RestController
@RequestMapping("/api/v1/categories")
@Needs(Permission.SEE_TICKETS)
class CategoryApi {
    private final Categories categories;

    CategoryApi(Categories categories) {
        this.categories = categories;
    }

    record Wanted(
            @Nullable String parent,
            @Nullable String french,
            @Nullable String english) {}

    record Path(String french, String english) {}

    /** @param path its name and those above it */
    record Shown(
            String key,
            @Nullable String parent,
            String french,
            String english,
            Path path,
            boolean retired,
            long version) {
        static Shown of(CategoryTree tree, Category one) {
            return new Shown(
                    one.key(),
                    one.parent(),
                    one.french(),
                    one.english(),
                    new Path(tree.path(one.key(), Locale.FRENCH), tree.path(one.key(), Locale.ENGLISH)),
                    tree.isRetired(one),
                    one.version());
        }
    }

    /** By key, the retired ones among them. */
    @GetMapping
    Page<Shown> list(@Following @Nullable String cursor, @RequestParam(defaultValue = "100") int limit) {
        CategoryTree tree = categories.tree();
        return Slices.of(tree.all(), Category::key, cursor, Limits.checked(limit))
                .map(one -> Shown.of(tree, one));
    }

    @GetMapping("/{key}")
    ResponseEntity<Shown> get(@PathVariable String key) {
        return tagged(categories.get(key), HttpStatus.OK);
    }

    @PutMapping("/{key}")
    @Needs(Permission.ADMINISTER)
    ResponseEntity<Shown> put(
            Viewer viewer,
            @PathVariable String key,
            @RequestBody Wanted wanted,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        Optional<Category> before = categories.tree().find(key);
        Tags.match(ifMatch, before.map(one -> Tags.of(one.version())).orElse(null));
        Category made = categories.put(
                key,
                wanted.parent(),
                Objects.requireNonNullElse(wanted.french(), ""),
                Objects.requireNonNullElse(wanted.english(), ""),
                ifMatch == null ? null : before.map(Category::version).orElse(null),
                viewer.actor());
        return tagged(made, before.isEmpty() ? HttpStatus.CREATED : HttpStatus.OK);
    }

    /** Offered no more; tickets keep it. */
    @DeleteMapping("/{key}")
    @Needs(Permission.ADMINISTER)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void retire(Viewer viewer, @PathVariable String key) {
        categories.retire(key, viewer.actor());
    }

    private ResponseEntity<Shown> tagged(Category one, HttpStatus status) {
        return ResponseEntity.status(status).eTag(Tags.of(one.version())).body(Shown.of(categories.tree(), one));
    }
}
