package org.vigie.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.vigie.Rooms;
import org.vigie.inventory.AssetDeclaration;
import org.vigie.inventory.Assets;
import org.vigie.probe.Finding;
import org.vigie.shared.Criticality;
import org.vigie.shared.MasterKey;
import org.vigie.shared.Words;

/** What proves that a service works, asked on a node that did not take the result. */
class RecoveryProofTest {
    static Rooms rooms;
    static int clients;
    final int tenant = ++clients;
    CheckStore heardHere;
    ProvenByChecks askedThere;
    long check;

    static class Key {
        @Bean
        MasterKey key() {
            return MasterKey.parse("ab".repeat(32));
        }
    }

    @BeforeAll
    static void open() {
        rooms = Rooms.of(
                new String[] {"inventory"},
                Checks.class,
                CheckStore.class,
                SealedSettings.class,
                LiveStates.class,
                WatcherLife.class,
                Key.class);
    }

    @AfterAll
    static void close() {
        rooms.close();
    }

    @BeforeEach
    void declare() {
        rooms.setTime(Rooms.START);
        heardHere = rooms.get(CheckStore.class);
        askedThere =
                new ProvenByChecks(new CheckStore(rooms.get(org.springframework.jdbc.core.simple.JdbcClient.class)));
        Rooms.run(
                tenant,
                () -> rooms.transaction(() -> {
                    rooms.get(Assets.class)
                            .declare(List.of(new AssetDeclaration(
                                    "web", "server", "web", "127.0.0.1", null, Criticality.NORMAL, new TreeSet<>())));
                    var checks = rooms.get(Checks.class);
                    checks.declare(List.of(new CheckDeclaration(
                            "web-1",
                            "web",
                            "tcp",
                            Map.of("port", 80),
                            Duration.ofSeconds(10),
                            Duration.ofSeconds(3),
                            3,
                            null,
                            null,
                            null)));
                    check = checks.find("web-1").orElseThrow().id();
                }));
    }

    private static Instant second(long second) {
        return Rooms.START.plusSeconds(second);
    }

    private CheckMemory memory(CheckState health, int badRun, long at) {
        return new CheckMemory(
                health,
                Rooms.START,
                health == CheckState.UNKNOWN ? CheckState.OK : health,
                badRun == 0 ? 1 : 0,
                badRun,
                badRun,
                0,
                0,
                second(at),
                second(at),
                new Finding("tcp.open", List.of()));
    }

    private void turns(CheckMemory memory) {
        Rooms.run(tenant, () -> rooms.transaction(() -> heardHere.turn(check, memory, Words.of("x"))));
    }

    private void hears(CheckMemory memory) {
        var good = new ArrayList<@Nullable Instant>(Collections.singletonList(memory.lastGoodAt()));
        Rooms.run(
                tenant,
                () -> rooms.transaction(() -> heardHere.heard(
                        List.of(check),
                        List.of(memory.silentSince()),
                        good,
                        List.of(memory.silentSince()),
                        List.of("{\"code\":\"x\",\"args\":[]}"))));
    }

    private Optional<Instant> proof(int asking) {
        return Rooms.in(asking, () -> {
            var found = new ArrayList<Optional<Instant>>();
            rooms.transaction(() -> found.add(askedThere.lastGoodResult(0, "tcp", "web-1", check)));
            return found.getFirst();
        });
    }

    /** What was wrong when a check was taken away would stand on its service's page forever. */
    @Test
    void aRetiredCheckSpeaksForNothingAndStillCountsForItsTime() {
        turns(memory(CheckState.CRITICAL, 3, 30));
        Rooms.run(
                tenant,
                () -> rooms.transaction(() -> {
                    var checks = rooms.get(Checks.class);
                    var web = List.of(
                            rooms.get(Assets.class).find("web").orElseThrow().id());
                    assertThat(checks.speakingFor(web)).extracting(Check::state).containsExactly(CheckState.CRITICAL);
                    checks.declare(List.of());
                    assertThat(checks.speakingFor(web)).isEmpty();
                    assertThat(checks.countingFor(web)).hasSize(1);
                }));
    }

    @Test
    void isTheLastGoodResultOnEveryNode() {
        assertThat(proof(tenant)).as("nothing was asked yet").isEmpty();
        turns(memory(CheckState.OK, 0, 10));
        assertThat(proof(tenant)).contains(second(10));
        hears(memory(CheckState.OK, 0, 40));
        assertThat(proof(tenant)).contains(second(40));
        assertThat(proof(tenant + 5000)).as("of another client").isEmpty();
    }

    @Test
    void isGoneWhileTheLastResultWasBadAlsoWhenGreenIsStillShown() {
        turns(memory(CheckState.OK, 0, 10));
        hears(memory(CheckState.OK, 1, 20));
        assertThat(proof(tenant)).as("one failure of three: in doubt").isEmpty();
        hears(memory(CheckState.OK, 0, 30));
        assertThat(proof(tenant)).contains(second(30));
        turns(memory(CheckState.CRITICAL, 3, 60));
        assertThat(proof(tenant)).isEmpty();
    }

    @Test
    void isGoneAfterARestartUntilAFreshResult() {
        turns(memory(CheckState.OK, 0, 10));
        rooms.get(WatcherLife.class).begin();
        assertThat(proof(tenant)).isEmpty();
        turns(memory(CheckState.OK, 0, 70));
        assertThat(proof(tenant)).contains(second(70));
    }
}
