package org.vigie.portal;

import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.organization.Clients;
import org.vigie.organization.People;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;

/** Takes the scope of the one client whose people look, and says who it is. */
@Component
class Askers {
    private final ViewerScope look;
    private final Clients clients;
    private final People people;

    Askers(ViewerScope look, Clients clients, People people) {
        this.look = look;
        this.clients = clients;
        this.people = people;
    }

    <T> T in(Viewer viewer, Function<Asker, T> work) {
        TenantId tenant = look.tenant(viewer, null);
        return Scope.of(tenant)
                .call(() -> work.apply(new Asker(
                        viewer, clients.get(tenant), viewer.person() == null ? null : people.get(viewer.person()))));
    }
}
