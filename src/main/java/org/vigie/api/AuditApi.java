package org.vigie.api;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.vigie.audit.AuditEntry;
import org.vigie.audit.AuditFilter;
import org.vigie.audit.AuditTrail;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.organization.Client;
import org.vigie.organization.Clients;
import org.vigie.shared.Page;

/** The audit trail, and whether it is whole. */
@RestController
@RequestMapping("/api/v1/audit")
@Needs(Permission.SEE_AUDIT)
class AuditApi {
    private final AuditTrail trail;
    private final ViewerScope scopes;
    private final Clients clients;

    AuditApi(AuditTrail trail, ViewerScope scopes, Clients clients) {
        this.trail = trail;
        this.scopes = scopes;
        this.clients = clients;
    }

    record Shown(
            long id,
            Instant at,
            @Nullable String client,
            String who,
            String verb,
            String subject,
            Map<String, String> details) {}

    @GetMapping
    Page<Shown> list(
            Viewer viewer,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable String who,
            @RequestParam(required = false) @Nullable String verb,
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @Following @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        var filter = new AuditFilter(who, verb, subject, from, to, true, viewer.may(Permission.ADMINISTER));
        Page<AuditEntry> found =
                scopes.maybeOf(viewer, client, () -> trail.list(filter, cursor, Limits.checked(limit)));
        return scopes.all(viewer, () -> {
            var keys = new java.util.HashMap<Integer, String>();
            return found.map(entry -> shown(entry, keys));
        });
    }

    private Shown shown(AuditEntry entry, Map<Integer, String> keys) {
        var tenant = entry.tenant();
        String key = tenant == null
                ? null
                : keys.computeIfAbsent(tenant.value(), id -> {
                    Client client = clients.get(tenant);
                    return client.key();
                });
        return new Shown(entry.id(), entry.at(), key, entry.who(), entry.verb(), entry.subject(), entry.details());
    }

    /** @param head a head that was noted before; see the answer of an earlier verification */
    @GetMapping("/verification")
    @Needs(Permission.ADMINISTER)
    AuditTrail.Verification verify(Viewer viewer, @RequestParam(required = false) @Nullable String head) {
        return trail.verify(head, viewer.actor());
    }
}
