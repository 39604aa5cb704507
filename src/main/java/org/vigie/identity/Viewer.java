package org.vigie.identity;

import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.Actor;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;

/**
 * Who is looking. Everything is looked up through the viewer's scope: what they may not see does not exist.
 *
 * @param everyClient sees all clients of the provider, those to come included
 * @param clients those given to them otherwise
 * @param person who of their client's people they are, where they are one
 */
public record Viewer(
        long accountId,
        String login,
        String name,
        Role role,
        Locale locale,
        boolean everyClient,
        SortedSet<TenantId> clients,
        @Nullable Long person) {
    public Viewer {
        clients = new TreeSet<>(clients);
    }

    /** Somebody who is none of a client's people. */
    public Viewer(
            long accountId,
            String login,
            String name,
            Role role,
            Locale locale,
            boolean everyClient,
            SortedSet<TenantId> clients) {
        this(accountId, login, name, role, locale, everyClient, clients, null);
    }

    /**
     * Accounts, tokens and the house's own figures belong to no client: a token that was limited to one must not reach
     * them, or it could make itself another without that limit.
     */
    public boolean may(Permission permission) {
        return Permissions.allows(role, permission) && (isOfTheHouse() || !Permissions.isOfTheHouse(permission));
    }

    private boolean isOfTheHouse() {
        return everyClient || role == Role.METRICS;
    }

    /** The scope for lists over all their clients. */
    public Scope scope() {
        if (everyClient) {
            return Scope.across("a list for " + role.name().toLowerCase(Locale.ROOT));
        }
        return clients.size() == 1 ? Scope.of(clients.first()) : Scope.many(clients);
    }

    public Actor actor() {
        return Actor.person(accountId, name);
    }
}
