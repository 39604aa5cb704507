package org.vigie.monitoring;

import java.time.Instant;
import org.vigie.shared.News;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;

/** What this room tells; results and samples are not news. */
public sealed interface MonitoringNews extends News {

    /** Checks of a client were declared, changed or retired. */
    record ChecksDeclared(TenantId tenant, Instant at) implements MonitoringNews {}

    /** Another state is believed of a check. */
    record CheckTurned(
            TenantId tenant, Instant at, long checkId, long assetId, CheckState from, CheckState to, Words output)
            implements MonitoringNews {}
}
