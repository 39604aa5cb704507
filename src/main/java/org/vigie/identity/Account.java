package org.vigie.identity;

import java.time.Instant;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.TenantId;

/**
 * Somebody who may sign in.
 *
 * @param ready has chosen a password
 * @param person who of the client's people it is, for those who belong to one
 * @param technical owns the tokens of the command line; nobody signs in with it
 */
public record Account(
        long id,
        String login,
        String name,
        Role role,
        Locale locale,
        Theme theme,
        boolean everyClient,
        SortedSet<TenantId> clients,
        @Nullable Long person,
        boolean active,
        boolean ready,
        boolean technical,
        Instant createdAt) {
    public Account {
        clients = new TreeSet<>(clients);
    }

    Viewer viewer() {
        return new Viewer(id, login, name, role, locale, everyClient, clients, person);
    }
}
