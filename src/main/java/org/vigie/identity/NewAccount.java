package org.vigie.identity;

import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.Refused;
import org.vigie.shared.TenantId;

/**
 * An account to be made. The provider's staff see every client or a set of them; a client's people see one.
 *
 * @param person who of the client's people it is; whoever asks for things is somebody
 */
public record NewAccount(
        String login,
        String name,
        Role role,
        Locale locale,
        boolean everyClient,
        SortedSet<TenantId> clients,
        @Nullable Long person) {
    private static final Pattern LOGIN = Pattern.compile("[a-z0-9][a-z0-9._@+-]{0,99}");

    public NewAccount {
        login = login.strip().toLowerCase(Locale.ROOT);
        name = name.strip();
        clients = new TreeSet<>(clients);
        if (!LOGIN.matcher(login).matches()) {
            throw Refused.field("login", "refusal.login");
        }
        if (name.isEmpty() || name.length() > 200) {
            throw Refused.field("name", "refusal.name");
        }
        checkSight(role, everyClient, clients, person);
    }

    /** Of somebody who is nobody's requester. */
    public NewAccount(
            String login, String name, Role role, Locale locale, boolean everyClient, SortedSet<TenantId> clients) {
        this(login, name, role, locale, everyClient, clients, null);
    }

    static void checkSight(Role role, boolean everyClient, Set<TenantId> clients, @Nullable Long person) {
        if (person != null && role.isStaff()) {
            throw Refused.field("person", "refusal.account.person.staff");
        }
        switch (role) {
            case ADMINISTRATOR -> {
                if (!everyClient) {
                    throw Refused.field("clients", "refusal.clients.administrator");
                }
            }
            case TECHNICIAN, DELIVERY_MANAGER -> {}
            case CLIENT_MANAGER, REQUESTER -> {
                if (everyClient || clients.size() != 1) {
                    throw Refused.field("clients", "refusal.clients.one");
                }
                if (role == Role.REQUESTER && person == null) {
                    throw Refused.field("person", "refusal.account.person");
                }
            }
            case METRICS -> throw Refused.field("role", "refusal.role.token");
        }
    }
}
