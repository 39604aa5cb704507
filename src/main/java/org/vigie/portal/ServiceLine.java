package org.vigie.portal;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.vigie.inventory.BusinessService;
import org.vigie.maintenance.Occurrence;
import org.vigie.monitoring.Check;
import org.vigie.monitoring.CheckState;
import org.vigie.servicedesk.Grade;
import org.vigie.servicedesk.Ticket;

/**
 * A service and how it is.
 *
 * @param since null where nothing watches it
 * @param until the end of the work on it, while that goes on
 * @param incident the most urgent one that is open on it
 * @param mayRead whether the one who looks may read that incident
 */
public record ServiceLine(
        BusinessService service,
        ServiceState state,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable Ticket incident,
        boolean mayRead) {

    /** What worked so long ago is no proof that it works; a slow check has three of its turns. */
    private static final Duration FRESH = Duration.ofMinutes(15);

    /**
     * Work that goes on explains everything else. What a check calls critical is a disturbance, and so is a grave incident
     * that somebody told: people know before machines do. Green is only what every check proved a moment ago; a warning is
     * no disturbance, as it is none for the availability of the contract.
     */
    static ServiceLine of(
            BusinessService service,
            Collection<Check> checks,
            @Nullable Occurrence work,
            @Nullable Ticket incident,
            boolean mayRead,
            Instant now) {
        ServiceState state;
        Instant since;
        if (work != null) {
            state = ServiceState.MAINTENANCE;
            since = work.from();
        } else if (checks.stream().anyMatch(ServiceLine::isCritical)) {
            state = ServiceState.DISTURBED;
            since = first(checks, ServiceLine::isCritical);
        } else if (incident != null && incident.impact() == Grade.HIGH && incident.restoredAt() == null) {
            state = ServiceState.DISTURBED;
            since = incident.openedAt();
        } else if (checks.isEmpty() || checks.stream().anyMatch(check -> !isProven(check, now))) {
            state = ServiceState.UNKNOWN;
            since = first(checks, check -> !isProven(check, now));
        } else {
            state = ServiceState.WORKING;
            since = checks.stream()
                    .map(Check::since)
                    .max(Comparator.naturalOrder())
                    .orElse(null);
        }
        return new ServiceLine(service, state, since, work == null ? null : work.to(), incident, mayRead);
    }

    private static boolean isCritical(Check check) {
        return check.state() == CheckState.CRITICAL;
    }

    private static boolean isProven(Check check, Instant now) {
        if (check.state() != CheckState.OK && check.state() != CheckState.WARNING) {
            return false;
        }
        return check.lastCheckedAt() != null
                && now.isBefore(check.lastCheckedAt()
                        .plus(longest(List.of(FRESH, check.interval().multipliedBy(3)))));
    }

    private static Duration longest(List<Duration> durations) {
        return durations.stream().max(Comparator.naturalOrder()).orElseThrow();
    }

    /** Since when: of a check that fell silent, the last moment at which it spoke. */
    private static @Nullable Instant first(Collection<Check> checks, Predicate<Check> which) {
        return checks.stream()
                .filter(which)
                .map(check -> {
                    boolean silent = check.state() == CheckState.OK || check.state() == CheckState.WARNING;
                    return silent && check.lastCheckedAt() != null ? check.lastCheckedAt() : check.since();
                })
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
