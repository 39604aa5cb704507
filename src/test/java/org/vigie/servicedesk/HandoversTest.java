package org.vigie.servicedesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.vigie.servicedesk.Desk.BOUTIQUE;
import static org.vigie.servicedesk.Desk.LEA;
import static org.vigie.servicedesk.Desk.SAMI;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vigie.servicedesk.Handover.Step;
import org.vigie.servicedesk.Handover.Way;
import org.vigie.shared.Refused;

/** Three teams, n1 to n3, each at the level of its name; a ticket begins with n1. */
class HandoversTest {
    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk();
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private void handOver(long number, String team, String reason) {
        desk.run(() -> desk.house.get(Handovers.class).handOver(number, team, reason, LEA));
    }

    private List<Handover> log(long number) {
        return desk.in(() -> desk.house.get(Handovers.class).of(number));
    }

    private List<TimelineEntry> said(long number, boolean withInternal) {
        return desk.in(() -> desk.tickets().timeline(number, withInternal)).stream()
                .filter(entry -> entry.what().code().startsWith("timeline.handover"))
                .toList();
    }

    @Test
    void goesUpWithAReasonAndComesBackAsABounce() {
        long number = desk.open(BOUTIQUE, null);
        handOver(number, "n2", "Le commutateur ne répond plus");
        assertThat(desk.get(number).level()).isEqualTo(2);
        assertThat(desk.get(number).bounces()).isZero();
        desk.at("10:00:00");
        handOver(number, "n1", "C’est un mot de passe");
        handOver(number, "n2", "Non, c’est le commutateur");

        assertThat(desk.get(number).bounces()).isEqualTo(2);
        assertThat(log(number))
                .extracting(Handover::from, Handover::to, Handover::way, Handover::bounce, Handover::reason)
                .containsExactly(
                        tuple("n1", "n2", Way.UP, false, "Le commutateur ne répond plus"),
                        tuple("n2", "n1", Way.DOWN, true, "C’est un mot de passe"),
                        tuple("n1", "n2", Way.UP, true, "Non, c’est le commutateur"));
        assertThat(said(number, true))
                .extracting(
                        entry -> entry.what().code(),
                        TimelineEntry::body,
                        entry -> entry.what().args())
                .contains(
                        tuple(
                                "timeline.handover.up",
                                "Le commutateur ne répond plus",
                                List.of("1", "2", "Centre de services", "Systèmes")),
                        tuple(
                                "timeline.handover.down.bounce",
                                "C’est un mot de passe",
                                List.of("2", "1", "Systèmes", "Centre de services")));
        assertThat(said(number, false)).as("the client reads none of it").isEmpty();
    }

    @Test
    void aLevelIsNotChangedWithoutAReason() {
        long number = desk.open(BOUTIQUE, null);
        for (String none : Stream.of("", "  \n").toList()) {
            assertThatThrownBy(() -> handOver(number, "n2", none))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.errors().getFirst().field())
                                    .isEqualTo("reason"));
        }
        assertThatThrownBy(() -> handOver(number, "n2", "x".repeat(2_001))).isInstanceOf(Refused.class);

        assertThat(desk.get(number).team()).isEqualTo("n1");
        assertThat(log(number)).isEmpty();
    }

    @Test
    void whoHasItAlreadyIsNotGivenItAgain() {
        long number = desk.open(BOUTIQUE, null);
        assertThatThrownBy(() -> handOver(number, "n1", "encore"))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.errors().getFirst().rule().code())
                                .isEqualTo("refusal.handover.same"));
        assertThatThrownBy(() -> handOver(number, "n9", "encore")).isInstanceOf(Refused.class);
    }

    @Test
    void aSolvedTicketIsNotHandedOver() {
        long number = desk.open(BOUTIQUE, null);
        desk.run(() -> desk.tickets().resolve(number, "Réparé", LEA));

        assertThatThrownBy(() -> handOver(number, "n2", "encore")).isInstanceOf(Refused.class);
    }

    @Test
    void anAssignmentToAnotherTeamIsAHandOverAsWell() {
        long number = desk.open(BOUTIQUE, null);
        desk.run(() -> desk.tickets().assign(number, "n2", SAMI.accountId(), SAMI.name(), LEA));
        desk.run(() -> desk.tickets().assign(number, null, LEA.accountId(), LEA.name(), LEA));
        desk.run(() -> desk.tickets().assign(number, "n2", SAMI.accountId(), SAMI.name(), "repris", LEA));

        assertThat(log(number)).extracting(Handover::to, Handover::reason).containsExactly(tuple("n2", null));
        assertThat(desk.get(number).assignee()).isEqualTo("Sami");
    }

    @Test
    void ofTwoWhoHandItOverAtOnceOneIsTold() throws Exception {
        long number = desk.open(BOUTIQUE, null);
        var start = new CyclicBarrier(2);
        Callable<Boolean> one = () -> {
            start.await();
            try {
                handOver(number, "n2", "à deux");
                return true;
            } catch (Refused refused) {
                return false;
            }
        };
        try (var pool = Executors.newFixedThreadPool(2)) {
            int done = 0;
            for (var future : pool.invokeAll(List.of(one, one))) {
                done += future.get() ? 1 : 0;
            }
            assertThat(done).isOne();
        }
        assertThat(log(number)).hasSize(1);
    }

    /** Counted by another way: for each team but the first time, how often the ticket came to it. */
    @Test
    void whateverTheWayTheBouncesAreThoseThatTheLogSays() {
        var random = new Random(20261128);
        int bounced = 0;
        for (int round = 0; round < 15; round++) {
            long number = desk.open(BOUTIQUE, null);
            String at = "n1";
            var seen = new HashSet<>(List.of("n1"));
            int bounces = 0;
            for (int act = 0; act < 10; act++) {
                String to = "n" + (1 + random.nextInt(3));
                desk.run(() -> desk.tickets().assign(number, to, null, null, "au hasard", LEA));
                if (!to.equals(at)) {
                    bounces += seen.add(to) ? 0 : 1;
                    at = to;
                }
            }
            assertThat(desk.get(number).bounces()).as("round %d", round).isEqualTo(bounces);
            assertThat(Handover.bounces(log(number).stream()
                            .map(one -> new Step(one.from(), one.to()))
                            .toList()))
                    .filteredOn(bounce -> bounce)
                    .hasSize(bounces);
            bounced += bounces;
        }
        assertThat(bounced).as("enough came back").isGreaterThan(30);
    }

    @Test
    void isFoundByItsBounces() {
        long still = desk.open(BOUTIQUE, null);
        long back = desk.open(BOUTIQUE, null);
        handOver(back, "n2", "oui");
        handOver(back, "n1", "non");
        var query = new TicketQuery(
                List.of(List.of(new Condition.Among(Condition.Column.BOUNCES, List.of("0"), false, true))));

        assertThat(desk.in(() -> desk.tickets().list(TicketFilter.any(), query, TicketSort.NEWEST, null, 10))
                        .items())
                .extracting(Ticket::number)
                .containsExactly(back)
                .doesNotContain(still);
    }
}
