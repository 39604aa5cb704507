package org.vigie.console.estate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.inventory.BusinessService;
import org.vigie.monitoring.Check;
import org.vigie.monitoring.CheckState;
import org.vigie.organization.Client;

/** A business service and the checks that speak for it. */
public record ServiceRow(BusinessService service, @Nullable Client client, List<Check> checks) {

    /** Down when one of its checks is critical; unknown rather than green when nothing or not all is known. */
    public CheckState state() {
        if (has(CheckState.CRITICAL)) {
            return CheckState.CRITICAL;
        }
        if (checks.isEmpty() || has(CheckState.UNKNOWN)) {
            return CheckState.UNKNOWN;
        }
        if (has(CheckState.PENDING)) {
            return CheckState.PENDING;
        }
        return has(CheckState.WARNING) ? CheckState.WARNING : CheckState.OK;
    }

    private boolean has(CheckState state) {
        return checks.stream().anyMatch(check -> check.state() == state);
    }
}
