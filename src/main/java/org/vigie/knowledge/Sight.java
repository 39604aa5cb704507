package org.vigie.knowledge;

import java.util.Map;
import org.vigie.identity.Viewer;
import org.vigie.shared.TenantId;

/**
 * Which articles somebody may read, as a condition on {@code knowledge.article a}. The one place that says so: what the
 * staff wrote for themselves never leaves by another way.
 */
record Sight(String clause, Map<String, Object> params) {

    static Sight of(Viewer viewer) {
        var clients = Map.<String, Object>of(
                "clients", viewer.clients().stream().map(TenantId::value).toArray(Integer[]::new));
        if (!viewer.role().isStaff()) {
            // A client's people have clients; one who sees every client is staff or nobody.
            return new Sight(
                    "a.state = 1 and (a.audience = 2 or a.audience = 1 and a.client = any (cast(:clients as int[])))",
                    clients);
        }
        return viewer.everyClient()
                ? new Sight("true", Map.of())
                : new Sight("(a.audience <> 1 or a.client = any (cast(:clients as int[])))", clients);
    }
}
