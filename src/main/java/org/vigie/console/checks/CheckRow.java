package org.vigie.console.checks;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.console.Names;
import org.vigie.inventory.Asset;
import org.vigie.monitoring.Check;
import org.vigie.organization.Client;

/** A check in a list, with the names that a reader needs. */
public record CheckRow(
        Check check, @Nullable Client client, @Nullable Asset asset) {
    public static List<CheckRow> of(List<Check> checks, Names names) {
        var clients = names.clients();
        var assets = names.assets(checks.stream().map(Check::assetId));
        return checks.stream()
                .map(check -> new CheckRow(check, clients.get(check.tenant()), assets.get(check.assetId())))
                .toList();
    }
}
