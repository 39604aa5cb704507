package org.vigie.api.mail;

import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.organization.Client;
import org.vigie.organization.Clients;
import org.vigie.shared.TenantId;

/** The keys of the clients that the viewer sees: the rows of mail keep numbers only. */
@Component
class ClientKeys {
    private final Clients clients;
    private final ViewerScope scopes;

    ClientKeys(Clients clients, ViewerScope scopes) {
        this.clients = clients;
        this.scopes = scopes;
    }

    Map<TenantId, String> of(Viewer viewer) {
        var keys = new HashMap<TenantId, String>();
        for (Client client : scopes.all(viewer, clients::visible)) {
            keys.put(client.id(), client.key());
        }
        return keys;
    }
}
