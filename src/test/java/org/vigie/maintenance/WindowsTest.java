package org.vigie.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vigie.Rooms;
import org.vigie.inventory.AssetDeclaration;
import org.vigie.inventory.Assets;
import org.vigie.shared.Change;
import org.vigie.shared.Criticality;
import org.vigie.shared.Refused;

/** The web server needs the switch; both stand at the client of each test. */
class WindowsTest {

    static Rooms rooms;
    static Windows windows;
    static Assets assets;
    static final AtomicInteger clients = new AtomicInteger();

    final int tenant = clients.incrementAndGet();

    @BeforeAll
    static void open() {
        rooms = Rooms.of(new String[] {"maintenance", "inventory"});
        windows = rooms.get(Windows.class);
        assets = rooms.get(Assets.class);
    }

    @AfterAll
    static void close() {
        rooms.close();
    }

    @BeforeEach
    void declareMachines() {
        rooms.setTime(Rooms.START);
        Rooms.run(tenant, () -> assets.declare(List.of(asset("sw"), asset("web", "sw"), asset("printer"))));
    }

    private static AssetDeclaration asset(String key, String... needs) {
        return new AssetDeclaration(key, "server", key, null, null, Criticality.NORMAL, new TreeSet<>(Set.of(needs)));
    }

    private static WindowDeclaration nightly(String asset, String start, boolean agreed) {
        return new WindowDeclaration(
                "nuit",
                new TreeSet<>(Set.of(asset)),
                "FREQ=DAILY",
                null,
                LocalTime.parse(start),
                Duration.ofHours(2),
                ZoneId.of("Europe/Paris"),
                agreed);
    }

    private long id(String key) {
        return assets.find(key).orElseThrow().id();
    }

    @Test
    void coversTheAssetItselfAndWhatNeedsItAndNothingElse() {
        Rooms.run(tenant, () -> {
            assertThat(windows.declare(List.of(nightly("sw", "22:00", true))))
                    .containsExactly(Change.created("windows", "nuit"));
            assertThat(windows.declare(List.of(nightly("sw", "22:00", true)))).isEmpty();
            var at = Instant.parse("2026-11-24T21:00:00Z");
            assertThat(windows.covering(id("sw"), at)).isPresent();
            assertThat(windows.covering(id("web"), at))
                    .get()
                    .extracting(Occurrence::window)
                    .isEqualTo("nuit");
            assertThat(windows.covering(id("printer"), at)).isEmpty();
            assertThat(windows.covering(id("sw"), at.minusNanos(1000))).isEmpty();
            assertThat(windows.covering(id("sw"), at.plus(Duration.ofHours(2)))).isEmpty();
        });
    }

    @Test
    void coversNothingBelowTheAsset() {
        Rooms.run(tenant, () -> {
            windows.declare(List.of(nightly("web", "22:00", true)));
            assertThat(windows.covering(id("sw"), Instant.parse("2026-11-24T21:30:00Z")))
                    .isEmpty();
        });
    }

    @Test
    void leavesPastTimeAsItWasWhenTheWindowChangesOrGoes() {
        Rooms.run(tenant, () -> {
            windows.declare(List.of(nightly("sw", "22:00", true)));
            rooms.setTime(Instant.parse("2026-11-26T12:00:00Z"));
            assertThat(windows.declare(List.of(nightly("sw", "23:00", false))))
                    .containsExactly(Change.changed("windows", "nuit"));
            rooms.setTime(Instant.parse("2026-11-28T12:00:00Z"));
            assertThat(windows.declare(List.of())).containsExactly(Change.retired("windows", "nuit"));
            assertThat(windows.of(id("web"), Rooms.START, Instant.parse("2026-12-10T00:00:00Z")))
                    .extracting(one -> one.from() + " " + one.agreed())
                    .containsExactly(
                            "2026-11-23T21:00:00Z true",
                            "2026-11-24T21:00:00Z true",
                            "2026-11-25T21:00:00Z true",
                            "2026-11-26T22:00:00Z false",
                            "2026-11-27T22:00:00Z false");
        });
    }

    @Test
    void namesTheNextFive() {
        Rooms.run(tenant, () -> {
            windows.put(nightly("sw", "22:00", true));
            assertThat(windows.next("nuit", Rooms.START, 5)).hasSize(5);
        });
    }

    @Test
    void refusesAWindowWithoutRuleOrDayAndOneOfAnUnknownAsset() {
        var single = new WindowDeclaration(
                "x", new TreeSet<>(), null, null, LocalTime.NOON, Duration.ofHours(1), ZoneId.of("UTC"), true);
        assertThatThrownBy(() -> Rooms.in(tenant, () -> windows.put(single))).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> Rooms.in(tenant, () -> windows.put(nightly("ghost", "22:00", true))))
                .isInstanceOf(Refused.class);
        assertThat(Rooms.in(tenant, windows::all)).isEmpty();
    }

    @Test
    void givesADeclarationBackAsItWasStated() {
        var stated = new WindowDeclaration(
                "une-fois",
                new TreeSet<>(Set.of("web")),
                null,
                LocalDate.parse("2026-12-05"),
                LocalTime.parse("08:15"),
                Duration.ofMinutes(90),
                ZoneId.of("Europe/Paris"),
                false);
        Rooms.run(tenant, () -> {
            windows.declare(List.of(stated, nightly("sw", "22:00", true)));
            assertThat(windows.declared()).containsExactlyInAnyOrder(stated, nightly("sw", "22:00", true));
        });
    }
}
