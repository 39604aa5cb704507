package org.vigie.monitoring.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vigie.TestDatabase;
import org.vigie.monitoring.Latest;
import org.vigie.monitoring.MetricStoreUnavailable;
import org.vigie.monitoring.Sample;
import org.vigie.monitoring.SeriesKey;
import org.vigie.server.FencedTransactions;
import org.vigie.server.postgres.DatabaseRoles;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;

class DatabaseLossTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final TenantId ATHENA = new TenantId(1);

    private final TestDatabase database = TestDatabase.fresh();
    private final URI address = URI.create(database.url().substring("jdbc:".length()));
    private final Cable cable = new Cable(address.getPort());
    private final HikariDataSource overCable = overCable();
    private final SetClock clock = new SetClock("2026-03-10T12:00:00Z");
    private final EmbeddedMetrics metrics =
            EmbeddedMetrics.open(overCable, FencedTransactions.on(overCable), clock, MetricStoreTest.settings(1_000));
    private final int cpu =
            Scope.of(ATHENA).call(() -> metrics.series(SeriesKey.of(ATHENA, "cpu_used", Map.of("host", "web-1"))));

    @AfterEach
    void closes() throws IOException {
        cable.mend();
        metrics.close();
        overCable.close();
        cable.close();
        database.close();
    }

    @Test
    void failsWhatItCannotKeepAndWritesItWhenTheDatabaseIsBack() {
        append(0, 10);
        cable.cut();

        assertThatThrownBy(() -> append(10, 20))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(MetricStoreUnavailable.class);
        assertThat(metrics.waiting()).isEqualTo(10);
        assertThat(Scope.of(ATHENA).call(() -> metrics.latest(List.of(cpu))))
                .extracting(Latest::value)
                .containsExactly(9.0);

        mend();
        append(20, 30);

        assertThat(metrics.waiting()).isZero();
        assertThat(values(metrics)).isEqualTo(numbers(0, 30));
        assertThat(values(reopened())).isEqualTo(numbers(0, 30));
    }

    @Test
    void countsWhatNoLongerFitsAndNeverMakesTheSenderWait() {
        append(0, 10);
        cable.cut();
        assertThatThrownBy(() -> append(10, 910)).hasCauseInstanceOf(MetricStoreUnavailable.class);

        var refused = send(910, 1011);

        assertThat(refused).isCompletedExceptionally();
        assertThatThrownBy(refused::join).rootCause().hasMessageContaining("buffer of 1000 samples is full");
        assertThat(metrics.dropped()).isEqualTo(101);
        mend();
        assertThat(values(metrics)).isEqualTo(numbers(0, 910));
    }

    @Test
    void writesOnceWhatWasCommittedWithoutAnAnswer() {
        append(0, 10);
        cable.cutAtNextCommit();

        assertThatThrownBy(() -> append(10, 20)).hasCauseInstanceOf(MetricStoreUnavailable.class);
        assertThat(cable.isCut()).isTrue();
        mend();
        append(20, 30);

        assertThat(values(metrics)).isEqualTo(numbers(0, 30));
        assertThat(values(reopened())).isEqualTo(numbers(0, 30));
    }

    @Test
    void closesAWindowOnceThatWasClosedWithoutAnAnswer() {
        append(0, 10);
        clock.forward(Duration.ofHours(5));
        // The partition is there already: the next commit is the one that closes the window.
        cable.cutAtNextCommit();
        assertThatThrownBy(metrics::upkeep).isInstanceOf(RuntimeException.class);
        cable.mend();

        metrics.upkeep();
        append(20, 30);
        clock.forward(Duration.ofDays(1));
        metrics.upkeep();

        assertThat(values(metrics)).hasSize(20);
        assertThat(values(reopened())).hasSize(20);
    }

    @Test
    void refusesForGoodOnceAnotherProcessTookOver() {
        append(0, 10);
        var successor = reopened();

        assertThatThrownBy(() -> append(10, 20))
                .rootCause()
                .isInstanceOf(MetricStoreUnavailable.class)
                .hasMessageContaining("another process");

        assertThat(values(successor)).isEqualTo(numbers(0, 10));
    }

    /** The attempt under way may still fail; what waits is written by one of the next. */
    private void mend() {
        cable.mend();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> metrics.waiting() == 0);
    }

    private void append(int from, int to) {
        send(from, to).join();
    }

    private CompletableFuture<?> send(int from, int to) {
        var samples = new ArrayList<Sample>();
        for (int i = from; i < to; i++) {
            samples.add(new Sample(cpu, NOON.minusSeconds(3000).plusSeconds(i), i));
        }
        return Scope.of(ATHENA).call(() -> metrics.append(samples));
    }

    private List<Double> values(EmbeddedMetrics store) {
        var points =
                Scope.of(ATHENA).call(() -> store.range(cpu, NOON.minusSeconds(7200), NOON.plus(Duration.ofDays(2))));
        var values = new ArrayList<Double>();
        for (int i = 0; i < points.size(); i++) {
            values.add(points.value(i));
        }
        return values;
    }

    private static List<Double> numbers(int from, int to) {
        var numbers = new ArrayList<Double>();
        for (int i = from; i < to; i++) {
            numbers.add((double) i);
        }
        return numbers;
    }

    private EmbeddedMetrics reopened() {
        return EmbeddedMetrics.open(
                database.app(), FencedTransactions.on(database.app()), clock, MetricStoreTest.settings(1_000));
    }

    private HikariDataSource overCable() {
        var config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + cable.port() + address.getPath() + "?prepareThreshold=0");
        config.setUsername(DatabaseRoles.APP);
        config.setPassword(database.appPassword());
        config.setConnectionTimeout(250);
        config.setMaximumPoolSize(4);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }
}
