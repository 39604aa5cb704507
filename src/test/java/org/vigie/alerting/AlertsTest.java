package org.vigie.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.vigie.alerting.AlertEvent.Kind.*;
import static org.vigie.shared.Severity.CRITICAL;
import static org.vigie.shared.Severity.WARNING;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vigie.SetTime;
import org.vigie.SmallHouse;
import org.vigie.alerting.AlertNews.AlertAcknowledged;
import org.vigie.alerting.AlertNews.AlertCleared;
import org.vigie.alerting.AlertNews.AlertOpened;
import org.vigie.alerting.AlertNews.AlertSeverityChanged;
import org.vigie.maintenance.Occurrence;
import org.vigie.maintenance.Windows;
import org.vigie.shared.Actor;
import org.vigie.shared.NotFound;
import org.vigie.shared.Page;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;
import org.vigie.shared.Severity;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;

/** Boutique and Clinique are two clients; every test has an asset of its own. */
class AlertsTest {
    static final TenantId BOUTIQUE = new TenantId(1);
    static final TenantId CLINIQUE = new TenantId(2);
    static final Actor ADA = Actor.person(7, "Ada");
    static final SetTime clock = new SetTime("2026-11-23T10:00:00Z");
    static final SetWindows windows = new SetWindows();
    static final SetProof proof = new SetProof();
    static @Nullable SmallHouse house;
    static Alerts alerts;
    static long lastAsset = 100;

    long asset;

    @BeforeAll
    static void build() {
        house = new SmallHouse(
                context -> {
                    context.registerBean(InstantSource.class, () -> clock);
                    context.registerBean(Windows.class, () -> windows);
                    context.registerBean(RecoveryProof.class, () -> proof);
                },
                "alerting");
        alerts = house.get(Alerts.class);
    }

    @AfterAll
    static void pullDown() {
        house.close();
    }

    @BeforeEach
    void newAsset() {
        asset = ++lastAsset;
        clock.set("2026-11-23T10:00:00Z");
        windows.now = null;
        proof.lastGood.clear();
        house.told();
    }

    @Test
    void opensOnceAndTellsOnce() {
        Alert opened = raise("web-1-http", CRITICAL, "10:00:00");

        assertThat(opened.isOpen()).isTrue();
        assertThat(opened.openedAt()).isEqualTo(at("10:00:00"));
        assertThat(raise("web-1-http", CRITICAL, "10:00:00").id()).isEqualTo(opened.id());
        assertThat(raise("web-1-http", CRITICAL, "10:00:10").id()).isEqualTo(opened.id());
        assertThat(kinds(opened)).containsExactly(OPENED);
        assertThat(house.told())
                .singleElement()
                .isInstanceOfSatisfying(
                        AlertOpened.class, news -> assertThat(news.alertId()).isEqualTo(opened.id()));
    }

    @Test
    void twoThreadsOpenOneAlert() throws Exception {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> raised = java.util.stream.IntStream.range(0, 8)
                    .mapToObj(i -> threads.submit((Callable<Long>) () -> {
                        start.await();
                        return raise("source-" + i % 4, i % 2 == 0 ? WARNING : CRITICAL, "10:00:0" + i)
                                .id();
                    }))
                    .toList();
            start.countDown();
            long first = raised.getFirst().get();
            for (Future<Long> one : raised) {
                assertThat(one.get()).isEqualTo(first);
            }
        }
        assertThat(house.ask(Long.class, "select count(*) from alerting.alert where asset_id = ?", asset))
                .isEqualTo(1);
        assertThat(house.told().stream().filter(AlertOpened.class::isInstance)).hasSize(1);
        assertThat(house.ask(Integer.class, "select severity from alerting.alert where asset_id = ?", asset))
                .isEqualTo(2);
    }

    @Test
    void changesSeverityInPlaceToThatOfTheWorstSource() {
        Alert alert = raise("web-1-http", WARNING, "10:00:00");
        raise("web-1-tls", CRITICAL, "10:00:05");
        assertThat(now(alert).severity()).isEqualTo(CRITICAL);

        recover("web-1-tls", "10:00:20");
        assertThat(now(alert).severity()).isEqualTo(WARNING);
        assertThat(now(alert).isOpen()).isTrue();

        assertThat(kinds(alert))
                .containsExactly(OPENED, SIGNAL_ADDED, SEVERITY_CHANGED, SIGNAL_RECOVERED, SEVERITY_CHANGED);
        assertThat(house.told())
                .extracting(news -> news.getClass().getSimpleName())
                .containsExactly("AlertOpened", "AlertSeverityChanged", "AlertSeverityChanged");
    }

    @Test
    void ignoresASignalOlderThanTheLastOneAndSaysWhyOnce() {
        Alert alert = raise("web-1-http", WARNING, "10:05:00");
        raise("web-1-http", CRITICAL, "10:04:00");
        raise("web-1-http", CRITICAL, "10:04:30");

        assertThat(now(alert).severity()).isEqualTo(WARNING);
        assertThat(reasons(alert)).containsExactly("alert.opened.warning", "alert.signal-late");
    }

    @Test
    void closesWhenTheLastSourceHasRecovered() {
        Alert alert = raise("web-1-http", CRITICAL, "10:00:00");
        raise("web-1-tls", CRITICAL, "10:00:05");
        house.told();

        recover("web-1-http", "10:01:30");
        assertThat(now(alert).isOpen()).isTrue();
        clock.set("2026-11-23T10:02:00Z");
        recover("web-1-tls", "10:01:00");

        Alert closed = now(alert);
        assertThat(closed.clearedAt()).isEqualTo(at("10:02:00"));
        assertThat(closed.recoveredAt()).as("the latest of its sources").isEqualTo(at("10:01:30"));
        assertThat(house.told())
                .singleElement()
                .isInstanceOfSatisfying(
                        AlertCleared.class, news -> assertThat(news.at()).isEqualTo(at("10:01:30")));
    }

    @Test
    void refusesARecoveryThatIsNotFresherThanTheTrouble() {
        Alert alert = raise("web-1-http", CRITICAL, "10:00:10");
        recover("web-1-http", "10:00:10");
        recover("web-1-http", "09:59:00");

        assertThat(now(alert).isOpen()).isTrue();
        assertThat(kinds(alert)).containsExactly(OPENED, RECOVERY_REFUSED);
    }

    @Test
    void takesNoRecoveryFromASourceThatNeverComplained() {
        Alert alert = raise("web-1-http", CRITICAL, "10:00:00");
        recover("web-1-tls", "10:00:30");
        assertThat(now(alert).isOpen()).isTrue();
        assertThat(kinds(alert)).containsExactly(OPENED);
    }

    @Test
    void opensAnotherAlertForNewTroubleButNotForALateSignalOfTheOld() {
        Alert first = raise("web-1-http", CRITICAL, "10:00:00");
        recover("web-1-http", "10:01:00");

        assertThat(raise("web-1-http", CRITICAL, "10:00:30").id()).isEqualTo(first.id());
        assertThat(now(first).isOpen()).isFalse();
        assertThat(reasons(first)).contains("alert.signal-late");

        Alert second = raise("web-1-http", CRITICAL, "10:01:10");
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.isOpen()).isTrue();
    }

    @Test
    void keepsTheSameTroubleOfTwoClientsApart() {
        Alert here = raise("web-1-http", CRITICAL, "10:00:00");
        Alert there = house.in(CLINIQUE, () -> alerts.raise(signal("web-1-http", CRITICAL, "10:00:00")));

        assertThat(there.id()).isNotEqualTo(here.id());
        assertThatThrownBy(() -> house.in(CLINIQUE, () -> alerts.get(here.id())))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> house.in(CLINIQUE, () -> alerts.timeline(here.id())))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void recordsAMutedAlertAndTellsItWhenTheWindowEnds() {
        windows.now = new Occurrence("patch-tuesday", true, at("09:00:00"), at("11:00:00"));
        Alert alert = raise("web-1-http", CRITICAL, "10:00:00");

        assertThat(alert.mutedBy()).isEqualTo("patch-tuesday");
        assertThat(alert.mutedUntil()).isEqualTo(at("11:00:00"));
        assertThat(house.told()).isEmpty();
        assertThat(timeline(alert).getLast().reason())
                .isEqualTo(Words.of("alert.muted", "patch-tuesday", at("11:00:00")));

        clock.set("2026-11-23T10:59:59Z");
        watchMutes();
        assertThat(house.told()).isEmpty();

        clock.set("2026-11-23T11:00:00Z");
        windows.now = null;
        watchMutes();
        watchMutes();
        assertThat(house.told()).singleElement().isInstanceOf(AlertOpened.class);
        assertThat(now(alert).mutedBy()).isNull();
        assertThat(kinds(alert)).containsExactly(OPENED, MUTED, UNMUTED);
    }

    @Test
    void endsTheMuteSoonAfterTheWindowWasWithdrawn() {
        windows.now = new Occurrence("patch-tuesday", true, at("09:00:00"), at("23:00:00"));
        Alert alert = raise("web-1-http", CRITICAL, "10:00:00");
        windows.now = null;
        clock.pass(Muting.REVIEW);
        watchMutes();
        assertThat(house.told()).singleElement().isInstanceOf(AlertOpened.class);
        assertThat(now(alert).mutedBy()).isNull();
    }

    @Test
    void staysMutedWhenTheWindowWasMadeLonger() {
        windows.now = new Occurrence("patch-tuesday", true, at("09:00:00"), at("11:00:00"));
        Alert alert = raise("web-1-http", CRITICAL, "10:00:00");
        windows.now = new Occurrence("patch-tuesday", true, at("09:00:00"), at("12:00:00"));
        clock.set("2026-11-23T11:00:00Z");
        watchMutes();
        assertThat(house.told()).isEmpty();
        assertThat(now(alert).mutedUntil()).isEqualTo(at("12:00:00"));
        assertThat(kinds(alert)).containsExactly(OPENED, MUTED, MUTED);
    }

    @Test
    void neverTellsWhatCameAndWentWhileMuted() {
        windows.now = new Occurrence("patch-tuesday", true, at("09:00:00"), at("11:00:00"));
        Alert alert = raise("web-1-http", CRITICAL, "10:00:00");
        recover("web-1-http", "10:30:00");
        clock.set("2026-11-23T11:00:00Z");
        windows.now = null;
        watchMutes();
        assertThat(now(alert).isOpen()).isFalse();
        assertThat(house.told()).isEmpty();
    }

    @Test
    void keepsAToldAlertToldAndHoldsOnlyItsWorseningUntilTheWindowEnds() {
        Alert alert = raise("web-1-http", WARNING, "10:00:00");
        assertThat(house.told()).hasSize(1);

        windows.now = new Occurrence("patch-tuesday", true, at("10:10:00"), at("11:00:00"));
        raise("web-1-http", CRITICAL, "10:20:00");
        assertThat(now(alert).severity()).isEqualTo(CRITICAL);
        assertThat(house.told()).isEmpty();

        clock.set("2026-11-23T11:00:00Z");
        windows.now = null;
        watchMutes();
        assertThat(house.told())
                .singleElement()
                .isInstanceOfSatisfying(
                        AlertSeverityChanged.class,
                        news -> assertThat(news.severity()).isEqualTo(CRITICAL));
    }

    @Test
    void tellsTheRecoveryOfAToldAlertInsideAWindow() {
        raise("web-1-http", CRITICAL, "10:00:00");
        windows.now = new Occurrence("patch-tuesday", true, at("10:10:00"), at("11:00:00"));
        recover("web-1-http", "10:30:00");
        assertThat(house.told())
                .extracting(news -> news.getClass().getSimpleName())
                .containsExactly("AlertOpened", "AlertCleared");
    }

    @Test
    void isAcknowledgedByAPersonUntilAnInstant() {
        Alert alert = raise("web-1-http", CRITICAL, "10:00:00");
        house.told();
        house.run(BOUTIQUE, () -> alerts.acknowledge(alert.id(), ADA, " disk ordered ", at("12:00:00")));

        assertThat(now(alert).acknowledgedBy()).isEqualTo("Ada");
        assertThat(now(alert).acknowledgementNote()).isEqualTo("disk ordered");
        assertThat(house.told()).singleElement().isInstanceOf(AlertAcknowledged.class);

        clock.set("2026-11-23T11:59:59Z");
        house.get(AcknowledgementWatch.class).look();
        assertThat(now(alert).acknowledgedBy()).isEqualTo("Ada");

        clock.set("2026-11-23T12:00:00Z");
        house.get(AcknowledgementWatch.class).look();
        assertThat(now(alert).acknowledgedAt()).isNull();
        assertThat(reasons(alert).getLast()).isEqualTo("alert.acknowledgement-expired");
    }

    @Test
    void losesItsAcknowledgementWhenItGetsWorse() {
        Alert alert = raise("web-1-http", WARNING, "10:00:00");
        house.run(BOUTIQUE, () -> alerts.acknowledge(alert.id(), ADA, null, null));
        raise("web-1-http", CRITICAL, "10:05:00");
        assertThat(now(alert).acknowledgedBy()).isNull();
        assertThat(reasons(alert)).endsWith("alert.severity-worse", "alert.acknowledgement-worse");
    }

    @Test
    void keepsItsAcknowledgementWhenItGetsBetter() {
        Alert alert = raise("web-1-http", CRITICAL, "10:00:00");
        house.run(BOUTIQUE, () -> alerts.acknowledge(alert.id(), ADA, null, null));
        raise("web-1-http", WARNING, "10:05:00");
        assertThat(now(alert).acknowledgedBy()).isEqualTo("Ada");
    }

    @Test
    void refusesAnAcknowledgementThatMakesNoSense() {
        Alert alert = raise("web-1-http", CRITICAL, "10:00:00");
        assertThatThrownBy(() -> house.run(BOUTIQUE, () -> alerts.acknowledge(alert.id(), ADA, null, at("10:00:00"))))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("refusal.acknowledgement-in-the-past");
        recover("web-1-http", "10:01:00");
        assertThatThrownBy(() -> house.run(BOUTIQUE, () -> alerts.acknowledge(alert.id(), ADA, null, null)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("refusal.alert-cleared");
        assertThatThrownBy(() -> house.run(CLINIQUE, () -> alerts.acknowledge(alert.id(), ADA, null, null)))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void withdrawsAnAcknowledgementOnce() {
        Alert alert = raise("web-1-http", CRITICAL, "10:00:00");
        house.run(BOUTIQUE, () -> alerts.acknowledge(alert.id(), ADA, null, null));
        house.run(BOUTIQUE, () -> alerts.withdrawAcknowledgement(alert.id(), ADA));
        house.run(BOUTIQUE, () -> alerts.withdrawAcknowledgement(alert.id(), ADA));
        assertThat(kinds(alert)).containsExactly(OPENED, ACKNOWLEDGED, ACKNOWLEDGEMENT_WITHDRAWN);
    }

    @Test
    void writesTheSameNoteOnce() {
        Alert alert = raise("web-1-http", CRITICAL, "10:00:00");
        Words opened = Words.of("response.ticket-opened", 4711, 1);
        for (int i = 0; i < 2; i++) {
            house.run(BOUTIQUE, () -> alerts.note(alert.id(), Actor.automatic("response"), opened));
        }
        assertThat(kinds(alert)).containsExactly(OPENED, NOTED);
    }

    @Test
    void listsTheNewestFirstPageByPageInEveryScope() {
        long mine = asset;
        for (int i = 0; i < 5; i++) {
            asset = ++lastAsset;
            raise("web-1-http", i % 2 == 0 ? CRITICAL : WARNING, "13:0" + i + ":00");
        }
        long foreign = house.in(
                CLINIQUE, () -> alerts.raise(signal("x", CRITICAL, "13:09:00")).id());
        assertThat(mine).isLessThan(asset);

        Page<Alert> first = house.in(BOUTIQUE, () -> alerts.list(AlertFilter.onlyOpen(), null, 2));
        Page<Alert> second = house.in(BOUTIQUE, () -> alerts.list(AlertFilter.onlyOpen(), first.next(), 2));
        assertThat(first.items()).extracting(Alert::openedAt).containsExactly(at("13:04:00"), at("13:03:00"));
        assertThat(second.items()).extracting(Alert::openedAt).containsExactly(at("13:02:00"), at("13:01:00"));

        var onlyWarnings = new AlertFilter(true, null, WARNING);
        assertThat(house.in(BOUTIQUE, () -> alerts.list(onlyWarnings, null, 2)).items())
                .extracting(Alert::openedAt)
                .containsExactly(at("13:03:00"), at("13:01:00"));
        var cleared = new AlertFilter(false, asset, null);
        assertThat(house.in(BOUTIQUE, () -> alerts.list(cleared, null, 10)).items())
                .isEmpty();

        for (Scope wide : List.of(Scope.across("a test"), Scope.many(List.of(BOUTIQUE, CLINIQUE)))) {
            assertThat(wide.call(() -> alerts.list(AlertFilter.onlyOpen(), null, 1))
                            .items())
                    .extracting(Alert::id)
                    .containsExactly(foreign);
        }
        assertThatThrownBy(() -> house.in(BOUTIQUE, () -> alerts.list(AlertFilter.onlyOpen(), "13:00", 2)))
                .isInstanceOf(Refused.class);
    }

    @Test
    void isProvenOnlyAsFarAsEverySourceWasSeenGood() {
        Alert alert = raise("web-1-http", CRITICAL, "10:00:00");
        raise("web-1-tls", CRITICAL, "10:00:05");
        proof.lastGood.put("web-1-http", at("10:20:00"));
        proof.lastGood.put("web-1-tls", at("10:16:00"));
        assertThat(provenUntil(alert)).as("still open").isEmpty();

        recover("web-1-http", "10:01:00");
        recover("web-1-tls", "10:01:00");
        assertThat(provenUntil(alert)).contains(at("10:16:00"));
        proof.lastGood.remove("web-1-tls");
        assertThat(provenUntil(alert)).isEmpty();
    }

    @Test
    void showsFactsBehindTheFence() {
        raise("web-1-http", WARNING, "10:00:00");
        raise("web-1-http", CRITICAL, "10:00:10");
        raise("web-1-http", WARNING, "10:00:20");
        assertThat(house.ask(
                        String.class,
                        "select severity || ' ' || worst_severity from alerting.fact_alert where asset_id = ?",
                        asset))
                .isEqualTo("warning critical");
    }

    Alert raise(String source, Severity severity, String time) {
        return house.in(BOUTIQUE, () -> alerts.raise(signal(source, severity, time)));
    }

    Signal signal(String source, Severity severity, String time) {
        return new Signal(
                asset, "http", source, source.hashCode(), severity, Words.of("test.seen", severity), at(time));
    }

    void recover(String source, String time) {
        house.run(
                BOUTIQUE,
                () -> alerts.clear(
                        new Recovery(asset, "http", source, source.hashCode(), Words.of("test.good"), at(time))));
    }

    void watchMutes() {
        house.get(MuteWatch.class).look();
    }

    Alert now(Alert alert) {
        return house.in(BOUTIQUE, () -> alerts.get(alert.id()));
    }

    Optional<Instant> provenUntil(Alert alert) {
        return house.in(BOUTIQUE, () -> alerts.provenUntil(alert.id()));
    }

    List<AlertEvent> timeline(Alert alert) {
        return house.in(BOUTIQUE, () -> alerts.timeline(alert.id()));
    }

    List<AlertEvent.Kind> kinds(Alert alert) {
        return timeline(alert).stream().map(AlertEvent::kind).toList();
    }

    List<String> reasons(Alert alert) {
        return timeline(alert).stream().map(event -> event.reason().code()).toList();
    }

    static Instant at(String time) {
        return Instant.parse("2026-11-23T" + time + "Z");
    }

    static class SetWindows extends Windows {
        SetWindows() {
            super(null, null, null, null);
        }

        @Nullable
        Occurrence now;

        @Override
        public Optional<Occurrence> covering(long assetId, Instant at) {
            return Optional.ofNullable(now).filter(o -> !at.isBefore(o.from()) && at.isBefore(o.to()));
        }
    }

    static class SetProof implements RecoveryProof {
        final TreeMap<String, Instant> lastGood = new TreeMap<>();

        @Override
        public Optional<Instant> lastGoodResult(long assetId, String symptom, String source, long sourceId) {
            return Optional.ofNullable(lastGood.get(source));
        }
    }
}
