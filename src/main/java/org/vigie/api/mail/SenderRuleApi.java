package org.vigie.api.mail;

import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import org.vigie.api.Keys;
import org.vigie.api.Limits;
import org.vigie.api.Slices;
import org.vigie.api.Tags;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.mail.SenderRule;
import org.vigie.mail.SenderRules;
import org.vigie.shared.Page;
import org.vigie.shared.TenantId;

/** Whose mail an address or a whole domain is. */
@RestController
@RequestMapping("/api/v1/sender-rules")
@Needs(Permission.ADMINISTER)
class SenderRuleApi {
    private final SenderRules rules;
    private final Keys keys;
    private final ViewerScope scopes;

    SenderRuleApi(SenderRules rules, Keys keys, ViewerScope scopes) {
        this.rules = rules;
        this.keys = keys;
        this.scopes = scopes;
    }

    /** @param client null: such mail is dropped */
    record Wanted(@Nullable String pattern, @Nullable String client) {}

    record Shown(long id, String pattern, @Nullable String client) {
        static Shown of(SenderRule rule, Map<TenantId, String> clients) {
            return new Shown(rule.id(), rule.pattern(), rule.client() == null ? null : clients.get(rule.client()));
        }

        String tag() {
            return Tags.of(pattern + "\n" + client);
        }
    }

    @GetMapping
    Page<Shown> list(Viewer viewer, @Following @Nullable String cursor, @RequestParam(defaultValue = "100") int limit) {
        Map<TenantId, String> clients = keys.clients(viewer, List.of());
        return Slices.of(rules.all(), SenderRule::pattern, cursor, Limits.checked(limit))
                .map(rule -> Shown.of(rule, clients));
    }

    /** A pattern has one rule, so the body names it: in an address some patterns could not stand. */
    @PutMapping
    ResponseEntity<Shown> put(
            Viewer viewer,
            @RequestBody Wanted wanted,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        String pattern = Objects.requireNonNullElse(wanted.pattern(), "");
        TenantId client = wanted.client() == null ? null : scopes.tenant(viewer, wanted.client());
        Map<TenantId, String> clients = keys.clients(viewer, List.of());
        Optional<Shown> before = rules.all().stream()
                .filter(rule -> rule.pattern().equals(pattern.strip().toLowerCase(Locale.ROOT)))
                .map(rule -> Shown.of(rule, clients))
                .findFirst();
        Tags.match(ifMatch, before.map(Shown::tag).orElse(null));
        Shown shown = Shown.of(rules.put(pattern, client, viewer.actor()), clients);
        return ResponseEntity.status(before.isEmpty() ? HttpStatus.CREATED : HttpStatus.OK)
                .eTag(shown.tag())
                .body(shown);
    }

    @DeleteMapping("/{rule}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Viewer viewer, @PathVariable long rule) {
        rules.remove(rule, viewer.actor());
    }
}
