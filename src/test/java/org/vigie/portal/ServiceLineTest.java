package org.vigie.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.vigie.inventory.BusinessService;
import org.vigie.maintenance.Occurrence;
import org.vigie.monitoring.Check;
import org.vigie.monitoring.CheckState;
import org.vigie.servicedesk.Grade;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.TicketKind;
import org.vigie.servicedesk.TicketState;
import org.vigie.shared.Criticality;
import org.vigie.shared.Priority;
import org.vigie.shared.TenantId;

/** What is said of a service: never more than what somebody proved. */
class ServiceLineTest {
    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
    private static final TenantId BOUTIQUE = new TenantId(1);

    private static Instant ago(long minutes) {
        return NOW.minus(Duration.ofMinutes(minutes));
    }

    private static Check check(CheckState state, long sinceMinutes, @Nullable Instant last, Duration interval) {
        return new Check(
                1,
                BOUTIQUE,
                "c",
                1,
                "http",
                Map.of(),
                interval,
                Duration.ofSeconds(3),
                3,
                "http",
                true,
                state,
                ago(sinceMinutes),
                last,
                null);
    }

    private static Check fresh(CheckState state, long sinceMinutes) {
        return check(state, sinceMinutes, ago(1), Duration.ofMinutes(1));
    }

    private static Ticket incident(Grade impact, @Nullable Instant restored) {
        return new Ticket(
                1,
                BOUTIQUE,
                TicketKind.INCIDENT,
                TicketState.NEW,
                Priority.P1,
                impact,
                impact,
                null,
                1L,
                null,
                null,
                "",
                "",
                null,
                null,
                null,
                1,
                null,
                null,
                ago(7),
                restored,
                null,
                null,
                null,
                1,
                null,
                0);
    }

    private static ServiceLine line(List<Check> checks, @Nullable Occurrence work, @Nullable Ticket incident) {
        var service = new BusinessService(1, BOUTIQUE, "s", "S", Criticality.HIGH, null, new TreeSet<>());
        return ServiceLine.of(service, checks, work, incident, true, NOW);
    }

    private static void holds(ServiceLine line, ServiceState state, @Nullable Instant since) {
        assertThat(line.state()).isEqualTo(state);
        assertThat(line.since()).isEqualTo(since);
    }

    @Test
    void worksWhenEveryCheckProvedItAMomentAgo() {
        holds(
                line(List.of(fresh(CheckState.OK, 90), fresh(CheckState.WARNING, 30)), null, null),
                ServiceState.WORKING,
                ago(30));
    }

    @Test
    void isNotKnownWhereNothingWatchesOrOneCheckCannotTell() {
        holds(line(List.of(), null, null), ServiceState.UNKNOWN, null);
        for (CheckState state : List.of(CheckState.UNKNOWN, CheckState.PENDING)) {
            holds(line(List.of(fresh(CheckState.OK, 90), fresh(state, 20)), null, null), ServiceState.UNKNOWN, ago(20));
        }
    }

    @Test
    void whatWorkedLongAgoIsNoProof() {
        Check silent = check(CheckState.OK, 900, ago(16), Duration.ofMinutes(1));
        holds(line(List.of(silent), null, null), ServiceState.UNKNOWN, ago(16));
        holds(
                line(List.of(check(CheckState.OK, 900, ago(14), Duration.ofMinutes(1))), null, null),
                ServiceState.WORKING,
                ago(900));
        // A check that is asked each hour has three of its turns.
        holds(
                line(List.of(check(CheckState.OK, 900, ago(170), Duration.ofHours(1))), null, null),
                ServiceState.WORKING,
                ago(900));
        holds(
                line(List.of(check(CheckState.OK, 900, null, Duration.ofHours(1))), null, null),
                ServiceState.UNKNOWN,
                ago(900));
    }

    @Test
    void isDisturbedByACriticalCheckOrAGraveIncident() {
        holds(
                line(
                        List.of(
                                fresh(CheckState.CRITICAL, 5),
                                fresh(CheckState.CRITICAL, 12),
                                fresh(CheckState.UNKNOWN, 60)),
                        null,
                        null),
                ServiceState.DISTURBED,
                ago(12));
        List<Check> good = List.of(fresh(CheckState.OK, 90));
        holds(line(good, null, incident(Grade.HIGH, null)), ServiceState.DISTURBED, ago(7));
        holds(line(good, null, incident(Grade.MEDIUM, null)), ServiceState.WORKING, ago(90));
        holds(line(good, null, incident(Grade.HIGH, ago(2))), ServiceState.WORKING, ago(90));
    }

    @Test
    void workThatGoesOnExplainsEverythingElse() {
        var work = new Occurrence("w", true, ago(30), NOW.plusSeconds(600));
        var line = line(List.of(fresh(CheckState.CRITICAL, 5)), work, incident(Grade.HIGH, null));
        holds(line, ServiceState.MAINTENANCE, ago(30));
        assertThat(line.until()).isEqualTo(NOW.plusSeconds(600));
    }
}
