package org.vigie.servicedesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.vigie.servicedesk.Desk.BOUTIQUE;
import static org.vigie.servicedesk.Desk.CLIENT;
import static org.vigie.servicedesk.Desk.EVIDENCE;
import static org.vigie.servicedesk.Desk.LEA;
import static org.vigie.servicedesk.Desk.MAIRIE;
import static org.vigie.servicedesk.Desk.PROBE;
import static org.vigie.servicedesk.Desk.SAMI;
import static org.vigie.servicedesk.Desk.today;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigie.contracts.Milestone;
import org.vigie.organization.People;
import org.vigie.servicedesk.ClockView.State;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;

class MergesTest {
    static Desk desk;

    @BeforeAll
    static void open() {
        desk = new Desk();
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @BeforeEach
    void nine() {
        desk.at("09:00:00");
        desk.fire();
        desk.house.told();
    }

    static Merges merges() {
        return desk.house.get(Merges.class);
    }

    static long open(String at) {
        desk.at(at);
        return desk.open(BOUTIQUE, null, Grade.HIGH, Grade.HIGH, LEA);
    }

    static void merge(long into, Long... numbers) {
        desk.run(() -> merges().merge(into, List.of(numbers), true, SAMI));
    }

    static void undo(long number) {
        desk.run(() -> merges().undo(number, SAMI));
    }

    static void refused(String code, Runnable deed) {
        assertThatThrownBy(deed::run)
                .isInstanceOfSatisfying(
                        Refused.class,
                        no -> assertThat(
                                        no.errors().isEmpty()
                                                ? no.rule().code()
                                                : no.errors().getFirst().rule().code())
                                .isEqualTo(code));
    }

    @Test
    void theEarlierClockHoldsAndSaysWhy() {
        long old = open("08:00:00");
        long fresh = open("08:10:00");
        desk.at("08:12:00");

        merge(fresh, old);

        ClockView respond = desk.clock(fresh, Milestone.RESPOND);
        assertThat(respond.startedAt()).isEqualTo(today("08:00:00"));
        assertThat(respond.dueAt()).isEqualTo(today("08:15:00"));
        assertThat(desk.get(fresh).nextDueAt()).isEqualTo(today("08:15:00"));
        var why = desk.in(() -> desk.tickets().explain(fresh, Milestone.RESPOND));
        assertThat(why.events()).anySatisfy(event -> {
            assertThat(event.what().code()).isEqualTo("clock.antedated");
            assertThat(event.what().args()).contains(Long.toString(old));
        });
        assertThat(desk.clock(old, Milestone.RESPOND).state()).isEqualTo(State.WITHOUT_OBJECT);
        assertThat(desk.get(old).state()).isEqualTo(TicketState.CLOSED);
        assertThat(desk.get(old).mergedInto()).isEqualTo(fresh);
        assertThat(desk.get(old).nextDueAt()).isNull();
    }

    @Test
    void aLaterClockChangesNothing() {
        long old = open("08:00:00");
        long fresh = open("08:10:00");
        merge(old, fresh);
        assertThat(desk.clock(old, Milestone.RESPOND).startedAt()).isEqualTo(today("08:00:00"));
        assertThat(desk.in(() -> desk.tickets().explain(old, Milestone.RESPOND)).events())
                .noneMatch(event -> event.what().code().equals("clock.antedated"));
    }

    @Test
    void aMergedTicketMissesNothingOfItsOwn() {
        long old = open("08:00:00");
        long target = open("08:02:00");
        desk.at("08:10:00");
        merge(target, old);
        desk.at("23:00:00");
        assertThat(desk.breachesTold(old)).isEmpty();
        assertThat(desk.clock(old, Milestone.RESPOND).state()).isEqualTo(State.WITHOUT_OBJECT);
        assertThat(desk.clock(old, Milestone.RESTORE).state()).isEqualTo(State.WITHOUT_OBJECT);
        assertThat(desk.clock(target, Milestone.RESPOND).state()).isEqualTo(State.BREACHED);
    }

    @Test
    void aPromiseThatBothMissIsMissedOnce() {
        long late = open("08:00:00");
        long target = open("08:20:00");
        assertThat(desk.breachesTold(late)).containsExactly(today("08:15:00"));
        desk.at("08:22:00");
        merge(target, late);
        assertThat(desk.clock(late, Milestone.RESPOND).state()).isEqualTo(State.WITHOUT_OBJECT);
        assertThat(desk.clock(target, Milestone.RESPOND).state()).isEqualTo(State.BREACHED);
        assertThat(desk.breachesTold(target)).containsExactly(today("08:15:00"));
        assertThat(desk.breachesTold(target)).isEmpty();
        undo(late);
        assertThat(desk.clock(late, Milestone.RESPOND).state()).isEqualTo(State.BREACHED);
        assertThat(desk.clock(target, Milestone.RESPOND).state()).isEqualTo(State.RUNNING);
        assertThat(desk.breachesTold(late)).isEmpty();
    }

    @Test
    void whatWasMissedStaysMissedWhereTheOtherHadItBehindIt() {
        long target = open("07:40:00");
        desk.at("07:45:00");
        desk.run(() -> desk.tickets().take(target, SAMI));
        long late = open("08:00:00");
        desk.at("08:22:00");
        merge(target, late);
        assertThat(desk.clock(target, Milestone.RESPOND).state()).isEqualTo(State.MET);
        assertThat(desk.clock(late, Milestone.RESPOND).state()).isEqualTo(State.BREACHED);
        assertThat(desk.clock(late, Milestone.RESTORE).state()).isEqualTo(State.WITHOUT_OBJECT);
    }

    @Test
    void aVerdictIsNeverTakenBack() {
        long old = open("08:00:00");
        long fresh = open("08:10:00");
        desk.run(() -> desk.tickets().take(fresh, SAMI));
        desk.at("08:30:00");
        merge(fresh, old);
        assertThat(desk.clock(fresh, Milestone.RESPOND).state()).isEqualTo(State.MET);
        assertThat(desk.clock(fresh, Milestone.RESPOND).startedAt()).isEqualTo(today("08:10:00"));
        assertThat(desk.clock(fresh, Milestone.RESTORE).startedAt()).isEqualTo(today("08:00:00"));
    }

    @Test
    void whatWasSaidIsReadThroughTheOtherOneAndInternalStaysInternal() {
        long old = open("08:00:00");
        long fresh = open("08:10:00");
        desk.run(() -> {
            desk.tickets().replyFromClient(old, "Toujours en panne", CLIENT);
            desk.tickets().reply(old, "Il est pénible", true, SAMI);
        });
        merge(fresh, old);
        assertThat(bodies(fresh, true)).contains("Toujours en panne", "Il est pénible");
        assertThat(bodies(fresh, false)).contains("Toujours en panne").doesNotContain("Il est pénible");
        undo(old);
        assertThat(bodies(fresh, true)).doesNotContain("Toujours en panne");
        assertThat(bodies(old, true)).contains("Toujours en panne", "Il est pénible");
    }

    static List<String> bodies(long number, boolean internal) {
        return desk.in(() -> desk.tickets().timeline(number, internal)).stream()
                .map(TimelineEntry::body)
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    @Test
    void workGoesOnOnTheOtherOneOnly() {
        long old = open("08:00:00");
        long fresh = open("08:10:00");
        merge(fresh, old);
        for (Runnable deed : List.<Runnable>of(
                () -> desk.tickets().reply(old, "x", false, SAMI),
                () -> desk.tickets().take(old, SAMI),
                () -> desk.tickets().resolve(old, "x", SAMI),
                () -> desk.tickets().reopen(old, "x", SAMI),
                () -> merges().merge(fresh, List.of(old), true, SAMI))) {
            refused("refusal.ticket.merged", () -> desk.run(deed));
        }
    }

    @Test
    void peopleOfTheMergedTicketFollowOnlyWhenThatIsWanted() {
        var anne = desk.in(() -> desk.house.get(People.class).meet("Anne", "anne@boutique.example", Locale.FRENCH));
        var yann = desk.in(() -> desk.house.get(People.class).meet("Yann", "yann@boutique.example", Locale.FRENCH));
        for (boolean wanted : List.of(true, false)) {
            long old = open("08:00:00");
            long fresh = open("08:10:00");
            desk.run(() -> {
                desk.tickets().askedBy(old, anne.id(), SAMI);
                desk.tickets().watch(old, yann.id(), SAMI);
                desk.tickets().watch(fresh, yann.id(), SAMI);
                merges().merge(fresh, List.of(old), wanted, SAMI);
            });
            assertThat(desk.in(() -> desk.tickets().watchers(fresh)))
                    .containsExactlyInAnyOrderElementsOf(wanted ? List.of(yann.id(), anne.id()) : List.of(yann.id()));
            undo(old);
            assertThat(desk.in(() -> desk.tickets().watchers(fresh))).containsExactly(yann.id());
            assertThat(desk.in(() -> desk.tickets().watchers(old))).containsExactly(yann.id());
        }
    }

    /** All that is kept of a ticket, but when and how often it was written. */
    static Map<String, Object> all(long number) {
        return desk.across(() -> {
            var all = new TreeMap<String, Object>();
            var row = new TreeMap<>(desk.jdbc()
                    .sql("select * from servicedesk.ticket where number = ?")
                    .param(number)
                    .query()
                    .singleRow());
            row.remove("version");
            row.remove("updated_at");
            all.put("ticket", row.toString());
            all.put(
                    "clocks",
                    desk.jdbc()
                            .sql("select milestone, state, target, started_at, due_at, stopped_at, breached_at,"
                                    + " epoch, fires_at from servicedesk.clock where number = ?"
                                    + " order by milestone")
                            .param(number)
                            .query()
                            .listOfRows()
                            .toString());
            all.put(
                    "watchers",
                    desk.jdbc()
                            .sql("select person_id from servicedesk.watcher where number = ? order by 1")
                            .param(number)
                            .query()
                            .listOfRows()
                            .toString());
            all.put(
                    "said",
                    desk.jdbc()
                            .sql("select id, at, kind, by_name, code, body, internal from servicedesk.timeline_entry"
                                    + " where number = ? and code not like 'timeline.%merged%' order by id")
                            .param(number)
                            .query()
                            .listOfRows()
                            .toString());
            return all;
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void anUndoGivesBackExactlyWhatWas(long seed) {
        var random = new Random(seed);
        long one = open("08:0%d:00".formatted(random.nextInt(10)));
        long other = open("08:1%d:00".formatted(random.nextInt(10)));
        desk.at("08:20:00");
        for (long ticket : List.of(one, other)) {
            for (int i = random.nextInt(5); i > 0; i--) {
                anything(random, ticket);
            }
        }
        desk.at("08:30:00");
        desk.fire();
        long merged = random.nextBoolean() ? one : other;
        long target = merged == one ? other : one;
        var mergedBefore = all(merged);
        var targetBefore = all(target);
        List<ClockView> mergedClocks = clocks(merged);
        List<ClockView> targetClocks = clocks(target);

        merge(target, merged);
        desk.fire();
        undo(merged);

        assertThat(all(merged)).isEqualTo(mergedBefore);
        assertThat(clocks(merged)).isEqualTo(mergedClocks);
        assertThat(clocks(target)).isEqualTo(targetClocks);
        assertThat(all(target).get("ticket")).isEqualTo(targetBefore.get("ticket"));
        assertThat(all(target).get("watchers")).isEqualTo(targetBefore.get("watchers"));
    }

    private static List<ClockView> clocks(long number) {
        return desk.in(() -> desk.tickets().clocks(number)).stream()
                .filter(clock -> clock.state() != State.WITHOUT_OBJECT)
                .toList();
    }

    private void anything(Random random, long ticket) {
        desk.run(() -> {
            switch (random.nextInt(7)) {
                case 0 -> {
                    if (desk.tickets().get(ticket).state().isOpen()) {
                        desk.tickets().take(ticket, SAMI);
                    }
                }
                case 1 -> desk.tickets().reply(ticket, "Nous regardons", random.nextBoolean(), SAMI);
                case 2 -> {
                    if (desk.tickets().get(ticket).state().isOpen()) {
                        desk.tickets().pause(ticket, "waiting-for-client", null, SAMI);
                    }
                }
                case 3 -> desk.tickets().replyFromClient(ticket, "Merci", CLIENT);
                case 4 -> desk.tickets().resolve(ticket, "Redémarré", SAMI);
                case 5 -> desk.tickets().edit(ticket, null, null, Grade.MEDIUM, null, null, SAMI);
                default -> {
                    if (desk.tickets().get(ticket).state().isOpen()) {
                        desk.tickets().assign(ticket, "n2", null, null, SAMI);
                    }
                }
            }
        });
    }

    @Test
    void whatHappenedOnTheOtherOneSinceStaysThere() {
        long old = open("08:00:00");
        long fresh = open("08:10:00");
        merge(fresh, old);
        desk.at("08:14:00");
        desk.run(() -> desk.tickets().reply(fresh, "C'est réparé", false, SAMI));
        undo(old);
        assertThat(bodies(fresh, true)).contains("C'est réparé");
        assertThat(bodies(old, true)).doesNotContain("C'est réparé");
        assertThat(desk.clock(fresh, Milestone.RESPOND).state()).isEqualTo(State.MET);
        // Nobody answered on the one that is its own again.
        desk.at("08:16:00");
        assertThat(desk.breachesTold(old)).containsExactly(today("08:15:00"));
    }

    @Test
    void isUndoneForThirtyDaysAndOnlyOnce() {
        long old = open("08:00:00");
        long fresh = open("08:10:00");
        merge(fresh, old);
        desk.time.set("2026-12-23T08:09:59Z");
        undo(old);
        assertThatThrownBy(() -> undo(old)).isInstanceOf(NotFound.class);
        merge(fresh, old);
        desk.time.set("2027-01-22T08:09:59Z");
        refused("refusal.merge.late", () -> undo(old));
        assertThat(desk.in(() -> merges().into(fresh))).hasSize(2);
    }

    @Test
    void aChainIsUndoneFromItsEnd() {
        long a = open("08:00:00");
        long b = open("08:05:00");
        long c = open("08:10:00");
        desk.run(() -> desk.tickets().replyFromClient(a, "Du premier", CLIENT));
        merge(b, a);
        merge(c, b);
        assertThat(bodies(c, true)).contains("Du premier");
        assertThat(desk.clock(c, Milestone.RESPOND).startedAt()).isEqualTo(today("08:00:00"));
        refused("refusal.merge.chain", () -> undo(a));
        undo(b);
        assertThat(desk.clock(c, Milestone.RESPOND).startedAt()).isEqualTo(today("08:10:00"));
        assertThat(desk.clock(b, Milestone.RESPOND).startedAt()).isEqualTo(today("08:00:00"));
        undo(a);
        assertThat(desk.clock(b, Milestone.RESPOND).startedAt()).isEqualTo(today("08:05:00"));
        assertThat(bodies(b, true)).isEmpty();
    }

    @Test
    void severalBecomeOneOrNone() {
        long target = open("08:00:00");
        long fine = open("08:01:00");
        long foreign = desk.open(MAIRIE, null);
        assertThatThrownBy(() -> merge(target, fine, foreign)).isInstanceOf(NotFound.class);
        assertThat(desk.get(fine).mergedInto()).isNull();
        refused("refusal.merge.itself", () -> merge(target, target));
        refused("refusal.merge.many", () -> merge(target));
        desk.at("08:02:00");
        long problem = desk.in(() -> desk.tickets()
                .open(new OpenTicket(
                        TicketKind.PROBLEM,
                        null,
                        "Cause",
                        "",
                        Grade.LOW,
                        Grade.LOW,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        desk.time.instant(),
                        LEA)));
        refused("refusal.merge.kind", () -> merge(target, problem));
        long second = open("08:03:00");
        merge(target, fine, second);
        assertThat(desk.get(fine).mergedInto()).isEqualTo(target);
        assertThat(desk.get(second).mergedInto()).isEqualTo(target);
    }

    @Test
    void whatSupervisionFollowsIsTheOneThatIsLeft() {
        desk.at("08:00:00");
        long followed = desk.open(BOUTIQUE, "alert 77");
        long called = open("08:05:00");
        refused("refusal.merge.supervised", () -> merge(called, followed));
        merge(followed, called);
        desk.at("08:25:00");
        desk.run(() -> desk.tickets().restore(followed, today("08:20:00"), EVIDENCE, PROBE));
        assertThat(desk.clock(followed, Milestone.RESTORE).state()).isEqualTo(State.MET);
    }

    @Test
    void aPromiseThatOnlyTheMergedTicketHadIsKeptByTheOther() {
        desk.at("08:00:00");
        long promised = desk.open(BOUTIQUE, null, Grade.HIGH, Grade.HIGH, LEA);
        desk.at("08:05:00");
        long bare = desk.open(BOUTIQUE, null, Grade.LOW, Grade.LOW, LEA);
        assertThat(desk.in(() -> desk.tickets().clocks(bare))).isEmpty();
        merge(bare, promised);
        assertThat(desk.clock(bare, Milestone.RESPOND).dueAt()).isEqualTo(today("08:15:00"));
        undo(promised);
        assertThat(desk.clock(bare, Milestone.RESPOND).state()).isEqualTo(State.WITHOUT_OBJECT);
        assertThat(desk.clock(promised, Milestone.RESPOND).dueAt()).isEqualTo(today("08:15:00"));
    }

    @Test
    void twoPeopleWhoMergeTheSameAtOnceMakeNoCircle() throws Exception {
        for (int round = 0; round < 5; round++) {
            long a = open("08:00:00");
            long b = open("08:01:00");
            var together = new CyclicBarrier(2);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var both = threads.invokeAll(
                        List.<Callable<Boolean>>of(() -> tried(together, a, b), () -> tried(together, b, a)));
                assertThat(List.of(both.get(0).get(), both.get(1).get())).containsOnlyOnce(true);
            }
        }
    }

    private static boolean tried(CyclicBarrier together, long into, long number) throws Exception {
        together.await();
        try {
            merge(into, number);
            return true;
        } catch (Refused second) {
            return false;
        }
    }
}
