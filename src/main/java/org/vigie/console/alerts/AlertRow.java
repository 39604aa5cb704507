package org.vigie.console.alerts;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.alerting.Alert;
import org.vigie.console.Names;
import org.vigie.inventory.Asset;
import org.vigie.organization.Client;

/** An alert in a list, with the names that a reader needs. */
public record AlertRow(
        Alert alert, @Nullable Client client, @Nullable Asset asset) {
    public static List<AlertRow> of(List<Alert> alerts, Names names) {
        var clients = names.clients();
        var assets = names.assets(alerts.stream().map(Alert::assetId));
        return alerts.stream()
                .map(alert -> new AlertRow(alert, clients.get(alert.tenant()), assets.get(alert.assetId())))
                .toList();
    }
}
