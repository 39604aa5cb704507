package org.vigie.identity;

import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.vigie.shared.Refused;
import org.vigie.shared.TenantId;

/** An account to be made. The provider's staff see every client or a set of them; a client's people see one. */
public record NewAccount(
        String login, String name, Role role, Locale locale, boolean everyClient, SortedSet<TenantId> clients) {
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
        checkSight(role, everyClient, clients);
    }

    static void checkSight(Role role, boolean everyClient, Set<TenantId> clients) {
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
            }
            case METRICS -> throw Refused.field("role", "refusal.role.token");
        }
    }
}
