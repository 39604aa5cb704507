package org.vigie.api.tickets;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.vigie.identity.Account;
import org.vigie.identity.Accounts;
import org.vigie.shared.Refused;
import org.vigie.shared.TenantId;

/** Who of the staff is meant by a name. */
@Component
class StaffNames {
    private final Accounts accounts;

    StaffNames(Accounts accounts) {
        this.accounts = accounts;
    }

    /** A name is taken when only one of the staff bears it: what a ticket shows can be given back. */
    Account find(TenantId tenant, String name) {
        var able = accounts.all().stream()
                .filter(one -> one.active() && one.role().isStaff())
                .filter(one -> one.everyClient() || one.clients().contains(tenant))
                .toList();
        return able.stream()
                .filter(one -> one.login().equals(name))
                .findFirst()
                .or(() -> {
                    var named =
                            able.stream().filter(one -> one.name().equals(name)).toList();
                    return named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
                })
                .orElseThrow(() -> Refused.field("assignee", "refusal.assignee", name));
    }
}
