package org.vigie.servicedesk.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.vigie.servicedesk.Desk.BOUTIQUE;
import static org.vigie.servicedesk.Desk.LEA;
import static org.vigie.servicedesk.Desk.MAIRIE;
import static org.vigie.servicedesk.Desk.SAMI;
import static org.vigie.servicedesk.Desk.today;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vigie.servicedesk.Desk;
import org.vigie.servicedesk.Grade;
import org.vigie.servicedesk.Merges;
import org.vigie.servicedesk.OpenTicket;
import org.vigie.servicedesk.TicketKind;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;

class TimeEntriesTest {
    static Desk desk;
    long number;

    @BeforeAll
    static void open() {
        desk = new Desk(Map.of());
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @BeforeEach
    void ten() {
        desk.at("10:00:00");
        number = ticket();
    }

    static long ticket() {
        return desk.in(() -> desk.tickets()
                .open(new OpenTicket(
                        TicketKind.INCIDENT,
                        null,
                        "Site web muet",
                        "502",
                        Grade.MEDIUM,
                        Grade.MEDIUM,
                        null,
                        5L,
                        9L,
                        null,
                        null,
                        null,
                        desk.time.instant(),
                        LEA)));
    }

    static TimeEntries time() {
        return desk.house.get(TimeEntries.class);
    }

    static NewTimeEntry remote(int minutes) {
        return new NewTimeEntry("remote", null, minutes, true, "");
    }

    long book(NewTimeEntry wanted) {
        return desk.in(() -> time().book(number, wanted, SAMI));
    }

    long correct(long id, int minutes) {
        return desk.in(() -> time().correct(number, id, remote(minutes), "mal compté", LEA));
    }

    List<TimeEntry> all() {
        return desk.in(() -> time().of(number));
    }

    @Test
    void endsNowWhenNoStartIsGiven() {
        long id = book(remote(25));
        assertThat(all()).singleElement().satisfies(one -> {
            assertThat(one.id()).isEqualTo(id);
            assertThat(one.person()).isEqualTo(SAMI.name());
            assertThat(one.startedAt()).isEqualTo(today("09:35:00"));
            assertThat(one.activity()).isEqualTo(Activity.REMOTE);
            assertThat(one.counts()).isTrue();
        });
    }

    @Test
    void aCorrectionStandsInItsPlaceAndBothStayReadable() {
        long id = book(new NewTimeEntry("on-site", today("08:00:00"), 60, true, "Baie"));
        long other = correct(id, 45);
        List<TimeEntry> all = all();
        assertThat(all).hasSize(2);
        assertThat(all.getFirst().minutes()).isEqualTo(60);
        assertThat(all.getFirst().counts()).isFalse();
        assertThat(all.getLast()).satisfies(one -> {
            assertThat(one.id()).isEqualTo(other);
            assertThat(one.corrects()).isEqualTo(id);
            assertThat(one.person()).as("who worked").isEqualTo(SAMI.name());
            assertThat(one.writtenBy()).isEqualTo(LEA.name());
            assertThat(one.startedAt()).isEqualTo(today("08:00:00"));
            assertThat(one.reason()).isEqualTo("mal compté");
        });
        assertThat(TimeEntry.minutes(all)).isEqualTo(45);
        assertThatThrownBy(() -> correct(id, 10))
                .isInstanceOfSatisfying(
                        Refused.class, no -> assertThat(no.kind()).isEqualTo(Refused.Kind.CONFLICT));
        correct(other, 0);
        assertThat(TimeEntry.minutes(all())).isZero();
        assertThat(all()).hasSize(3);
    }

    @Test
    void ofTwoWhoCorrectAtOnceOneIsRefused() {
        long id = book(remote(60));
        var together = new CountDownLatch(1);
        var both = new ArrayList<CompletableFuture<Boolean>>();
        for (int minutes : new int[] {30, 40}) {
            both.add(CompletableFuture.supplyAsync(() -> {
                try {
                    together.await();
                    correct(id, minutes);
                    return true;
                } catch (Refused taken) {
                    return false;
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        together.countDown();
        assertThat(both.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(true, false);
        assertThat(TimeEntry.minutes(all())).isIn(30, 40);
    }

    @Test
    void theSumIsWhatAModelCountsWhateverIsBookedAndCorrected() {
        for (int seed = 1; seed <= 20; seed++) {
            var random = new Random(seed);
            number = ticket();
            Map<Long, NewTimeEntry> standing = new HashMap<>();
            int rows = 0;
            for (int step = 0; step < 25; step++) {
                boolean billable = random.nextBoolean();
                if (standing.isEmpty() || random.nextInt(3) > 0) {
                    var wanted = new NewTimeEntry("travel", null, 1 + random.nextInt(1440), billable, "");
                    standing.put(book(wanted), wanted);
                } else {
                    var ids = List.copyOf(standing.keySet());
                    long id = ids.get(random.nextInt(ids.size()));
                    int minutes = random.nextInt(4) == 0 ? 0 : random.nextInt(1441);
                    var wanted = new NewTimeEntry("analysis", null, minutes, billable, "");
                    long made = desk.in(() -> time().correct(number, id, wanted, "raison", LEA));
                    standing.remove(id);
                    standing.put(made, wanted);
                }
                rows++;
            }
            List<TimeEntry> all = all();
            assertThat(all).as("seed " + seed).hasSize(rows);
            assertThat(TimeEntry.minutes(all))
                    .as("seed " + seed)
                    .isEqualTo(standing.values().stream()
                            .mapToInt(NewTimeEntry::minutes)
                            .sum());
            assertThat(TimeEntry.billableMinutes(all))
                    .as("seed " + seed)
                    .isEqualTo(standing.values().stream()
                            .filter(NewTimeEntry::billable)
                            .mapToInt(NewTimeEntry::minutes)
                            .sum());
        }
    }

    @Test
    void refusesWhatMakesNoSenseAndNamesEachField() {
        Instant later = today("10:00:01");
        assertThatThrownBy(() -> book(new NewTimeEntry("golf", later, -5, true, "x".repeat(2001))))
                .isInstanceOfSatisfying(
                        Refused.class,
                        no -> assertThat(no.errors())
                                .extracting(error -> error.field())
                                .containsExactly("activity", "minutes", "startedAt", "note"));
        assertThatThrownBy(() -> book(remote(0))).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> book(remote(1441))).isInstanceOf(Refused.class);
        long id = book(remote(1440));
        assertThatThrownBy(() -> desk.in(() -> time().correct(number, id, remote(5), " ", LEA)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        no -> assertThat(no.errors().getFirst().field()).isEqualTo("reason"));
        assertThat(all()).hasSize(1);
    }

    @Test
    void nobodyReachesTheTimeOfAnotherClientOrTicket() {
        long id = book(remote(5));
        assertThatThrownBy(() -> desk.house.in(MAIRIE, () -> time().of(number))).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> desk.house.in(MAIRIE, () -> time().correct(number, id, remote(1), "x", LEA)))
                .isInstanceOf(NotFound.class);
        long other = ticket();
        assertThatThrownBy(() -> desk.house.in(BOUTIQUE, () -> time().correct(other, id, remote(1), "x", LEA)))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void whatWasWrittenCannotBeChangedNotEvenByMistake() {
        long id = book(remote(5));
        assertThatThrownBy(() -> desk.across(() -> desk.jdbc()
                        .sql("update servicedesk.time_entry set minutes = 500 where id = ?")
                        .param(id)
                        .update()))
                .hasMessageContaining("time_entry");
        assertThat(TimeEntry.minutes(all())).isEqualTo(5);
    }

    @Test
    void timeOnAMergedTicketIsBookedOnTheOtherOne() {
        long into = ticket();
        desk.run(() -> desk.house.get(Merges.class).merge(into, List.of(number), true, SAMI));

        assertThatThrownBy(() -> book(remote(5)))
                .isInstanceOfSatisfying(
                        Refused.class, no -> assertThat(no.rule().code()).isEqualTo("refusal.ticket.merged"));
        assertThat(all()).isEmpty();
    }
}
