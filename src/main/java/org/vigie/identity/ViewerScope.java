package org.vigie.identity;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.vigie.organization.Client;
import org.vigie.organization.Clients;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;

/** Takes the scope in which a request looks and acts. What the viewer may not see does not exist. */
@Component
public class ViewerScope {
    private final Clients clients;

    ViewerScope(Clients clients) {
        this.clients = clients;
    }

    /** Over all clients of the viewer: lists, and one row looked up by its id. */
    public <T> T all(Viewer viewer, Supplier<T> work) {
        return viewer.scope().call(work);
    }

    /**
     * In one client, for what is known by a key of that client. Without a key it is the viewer's only client.
     *
     * @throws NotFound when there is no such client, or not for this viewer
     */
    public <T> T of(Viewer viewer, @Nullable String clientKey, Supplier<T> work) {
        return Scope.of(tenant(viewer, clientKey)).call(work);
    }

    /** Over all clients of the viewer, or in one when a key is given: lists with an optional filter by client. */
    public <T> T maybeOf(Viewer viewer, @Nullable String clientKey, Supplier<T> work) {
        return clientKey == null || clientKey.isBlank() ? all(viewer, work) : of(viewer, clientKey, work);
    }

    /**
     * In the client to which a row belongs: first its owner is read in the viewer's scope, where a foreign row is not
     * found, then the work is done in that client alone.
     */
    public <T> T inTenantOf(Viewer viewer, Supplier<TenantId> owner, Supplier<T> work) {
        TenantId tenant = viewer.scope().call(owner);
        if (!viewer.scope().sees(tenant)) {
            throw NotFound.of("client", tenant);
        }
        return Scope.of(tenant).call(work);
    }

    public TenantId tenant(Viewer viewer, @Nullable String clientKey) {
        if (clientKey == null || clientKey.isBlank()) {
            if (!viewer.everyClient() && viewer.clients().size() == 1) {
                return viewer.clients().first();
            }
            throw Refused.field("client", "refusal.client.required");
        }
        return viewer.scope()
                .call(() -> clients.find(clientKey))
                .map(Client::id)
                .filter(viewer.scope()::sees)
                .orElseThrow(() -> NotFound.of("client", clientKey));
    }
}
