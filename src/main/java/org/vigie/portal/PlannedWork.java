package org.vigie.portal;

import java.time.Instant;
import java.util.List;

/** Work that is planned, and the names of the services that it touches. */
public record PlannedWork(Instant from, Instant to, List<String> services) {
    public PlannedWork {
        services = List.copyOf(services);
    }
}
