package org.vigie.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vigie.response.Story.at;
import static org.vigie.shared.Severity.CRITICAL;
import static org.vigie.shared.Severity.WARNING;

import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vigie.alerting.Alert;
import org.vigie.alerting.Alerts;
import org.vigie.alerting.Signal;
import org.vigie.notification.NotificationNews.PersonReached;
import org.vigie.notification.NotificationNews.WayFailed;
import org.vigie.notification.Notifications.Delivery;
import org.vigie.servicedesk.ClockView;
import org.vigie.servicedesk.TicketState;
import org.vigie.servicedesk.TimelineEntry;
import org.vigie.servicedesk.TimelineEntry.Kind;
import org.vigie.shared.Priority;
import org.vigie.shared.Scope;
import org.vigie.shared.Words;

/** Every test has an asset of its own. Contract: 15 minutes to hold, 2 hours of relapse. */
class StoryTest {
    static Story story;

    @BeforeAll
    static void build() {
        story = new Story();
    }

    @AfterAll
    static void pullDown() {
        story.close();
    }

    @Test
    void runsFromTheFailureToTheResolvedIncident() {
        Alert alert = story.fails("web-1", CRITICAL, "10:00:00");
        assertThat(story.ticket(alert).priority()).isEqualTo(Priority.P1);
        assertThat(story.ticket(alert).team()).isEqualTo("n2");
        assertThat(story.told(alert))
                .singleElement()
                .extracting(Delivery::person)
                .isEqualTo("Alice Martin");

        story.works("web-1", "10:05:00");
        assertThat(story.ticket(alert).restoredAt()).isNull();
        assertThat(story.restore(alert).confirming()).isEqualTo(at("10:05:00"));
        assertThat(story.restore(alert).stoppedAt()).isNull();

        story.lastGood.put("web-1", at("10:20:03"));
        story.looks("10:19:59");
        assertThat(story.ticket(alert).restoredAt()).as("has not held yet").isNull();
        story.looks("10:20:05");
        assertThat(story.ticket(alert).restoredAt()).isEqualTo(at("10:05:00"));
        assertThat(story.restore(alert).stoppedAt()).isEqualTo(at("10:05:00"));
        assertThat(story.restore(alert).state()).isEqualTo(ClockView.State.MET);
        assertThat(story.ticket(alert).state()).isEqualTo(TicketState.RESOLVED);
        assertThat(story.timeline(alert))
                .filteredOn(entry -> entry.kind() == Kind.RESTORED)
                .singleElement()
                .extracting(TimelineEntry::what)
                .isEqualTo(Words.of("response.held", at("10:05:00"), at("10:20:00"), at("10:20:03")));
        assertThat(story.timeline(alert))
                .filteredOn(entry -> entry.kind() == Kind.RESTORATION_OBSERVED)
                .singleElement()
                .extracting(TimelineEntry::what)
                .isEqualTo(Words.of("probe.good", "200"));
    }

    @ParameterizedTest
    @CsvSource({"web-2, CRITICAL, P1", "web-3, WARNING, P2"})
    void takesThePriorityFromImpactAndUrgency(String asset, org.vigie.shared.Severity severity, Priority priority) {
        assertThat(story.ticket(story.fails(asset, severity, "10:00:00")).priority())
                .isEqualTo(priority);
    }

    @Test
    void raisesTheUrgencyWithTheSeverity() {
        Alert alert = story.fails("web-4", WARNING, "10:00:00");
        story.fails("web-4", CRITICAL, "10:01:00");
        assertThat(story.ticket(alert).priority()).isEqualTo(Priority.P1);
        assertThat(story.told(alert)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"web-5, 12:04:59, true", "web-6, 12:05:00, false"})
    void continuesTheIncidentWithinTheDelayOnly(String asset, String again, boolean same) {
        Alert first = story.fails(asset, CRITICAL, "10:00:00");
        story.works(asset, "10:05:00");
        story.lastGood.put(asset, at("10:20:00"));
        story.looks("10:20:00");
        assertThat(story.ticket(first).state()).isEqualTo(TicketState.RESOLVED);

        Alert second = story.fails(asset, CRITICAL, again);
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(story.ticketOf(second).equals(story.ticketOf(first))).isEqualTo(same);
        assertThat(story.ticket(second).state().isOpen()).isTrue();
        assertThat(story.ticket(second).restoredAt()).isNull();
        assertThat(story.restore(second).stoppedAt()).isNull();
        assertThat(story.told(second)).hasSize(same ? 2 : 1);
    }

    @Test
    void neverStopsTheClockWhileItFlaps() {
        Alert first = story.fails("web-7", CRITICAL, "10:00:00");
        for (int minute = 10; minute < 50; minute += 10) {
            story.works("web-7", "10:" + minute + ":00");
            story.lastGood.put("web-7", at("10:" + (minute + 4) + ":00"));
            Alert again = story.fails("web-7", CRITICAL, "10:" + (minute + 5) + ":00");
            story.looks("10:" + (minute + 9) + ":00");
            assertThat(story.ticketOf(again)).isEqualTo(story.ticketOf(first));
            assertThat(story.restore(first).stoppedAt()).isNull();
            assertThat(story.restore(first).confirming()).isNull();
        }
        assertThat(story.told(first)).as("one trouble, one page").hasSize(1);
        assertThat(story.restore(first).dueAt()).isEqualTo(at("10:30:00"));
    }

    @Test
    void openedOnceHoweverOftenTheNewsComes() {
        Alert alert = story.fails("web-8", CRITICAL, "10:00:00");
        for (int i = 0; i < 3; i++) {
            Scope.of(story.client).run(() -> story.house.get(Incidents.class).answer(alert.id(), CRITICAL));
        }
        assertThat(tickets("web-8")).isEqualTo(1);
        assertThat(story.told(alert)).hasSize(1);
    }

    @Test
    void opensOneTicketAndOnePageWhenTheNewsComesAtOnce() throws Exception {
        story.clock.set("2026-11-23T10:00:00Z");
        Alert alert = story.in(() -> story.house
                .get(Alerts.class)
                .raise(new Signal(story.id("web-9"), "http", "web-9", 1, CRITICAL, Words.of("x"), at("10:00:00"))));
        story.line.clear();
        var together = new CountDownLatch(4);
        var answers = new ArrayList<Future<?>>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                answers.add(threads.submit(() -> {
                    together.countDown();
                    together.await(10, TimeUnit.SECONDS);
                    Scope.of(story.client)
                            .run(() -> story.house.get(Incidents.class).answer(alert.id(), CRITICAL));
                    return null;
                }));
            }
            for (Future<?> answer : answers) {
                answer.get(30, TimeUnit.SECONDS);
            }
        }
        assertThat(tickets("web-9")).isEqualTo(1);
        assertThat(story.told(alert)).hasSize(1);
    }

    @Test
    void tellsNobodyOfAMutedAlert() {
        Alert alert = story.fails("muted", CRITICAL, "10:00:00");
        assertThat(story.in(() -> story.house.get(Alerts.class).get(alert.id())).mutedBy())
                .isEqualTo("night");
        assertThat(story.ticketOf(alert)).isEmpty();
        assertThat(tickets("muted")).isZero();
    }

    @Test
    void isNeverRestoredWithoutAFreshProof() {
        Alert alert = story.fails("web-10", CRITICAL, "10:00:00");
        story.works("web-10", "10:05:00");
        for (String time : new String[] {"10:20:00", "11:00:00", "18:00:00"}) {
            story.looks(time);
            assertThat(story.ticket(alert).restoredAt()).isNull();
            assertThat(story.restore(alert).stoppedAt()).isNull();
        }
        story.lastGood.put("web-10", at("10:19:59"));
        story.looks("18:01:00");
        assertThat(story.ticket(alert).restoredAt())
                .as("an old result proves nothing")
                .isNull();
    }

    @Test
    void opensAndObservesWhenTheRecoveryIsHeardFirst() {
        story.clock.set("2026-11-23T10:00:00Z");
        Alert alert = story.in(() -> story.house
                .get(Alerts.class)
                .raise(new Signal(story.id("web-11"), "http", "web-11", 1, CRITICAL, Words.of("x"), at("10:00:00"))));
        Runnable opened = story.line.remove();
        story.works("web-11", "10:01:00");
        opened.run();
        story.hear();
        assertThat(tickets("web-11")).isEqualTo(1);
        assertThat(story.restore(alert).confirming()).isEqualTo(at("10:01:00"));
    }

    @Test
    void writesOnTheTimelineWhoWasReachedAndWhichWayFailedOnceEach() {
        Alert alert = story.fails("web-12", CRITICAL, "10:00:00");
        String link = "/tickets/" + story.ticketOf(alert).orElseThrow();
        var failed = new WayFailed(
                story.client, at("10:00:30"), 1, link, "Alice", "email", Words.of("x", "550"), false, "webhook", null);
        var reached = new PersonReached(story.client, at("10:00:31"), 2, link, "Alice", "webhook");
        for (int i = 0; i < 2; i++) {
            Scope.of(story.client)
                    .run(() -> story.house.get(AlertResponse.class).wayFailed(failed));
            Scope.of(story.client)
                    .run(() -> story.house.get(AlertResponse.class).reached(reached));
            story.hear();
        }
        assertThat(story.timeline(alert))
                .extracting(TimelineEntry::what)
                .extracting(Words::code)
                .containsOnlyOnce("response.failed.email", "response.reached.webhook");
        assertThat(story.in(() -> story.house.get(Alerts.class).timeline(alert.id())))
                .extracting(event -> event.reason().code())
                .containsOnlyOnce("response.failed.email", "response.reached.webhook");
    }

    private static int tickets(String asset) {
        return story.count("select count(*)::int from servicedesk.ticket where asset_id = ?", story.id(asset));
    }
}
