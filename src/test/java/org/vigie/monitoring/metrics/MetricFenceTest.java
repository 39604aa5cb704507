package org.vigie.monitoring.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.monitoring.Aggregate;
import org.vigie.monitoring.RollUpStep;
import org.vigie.monitoring.Sample;
import org.vigie.monitoring.SeriesKey;
import org.vigie.monitoring.SeriesSelector;
import org.vigie.server.FencedTransactions;
import org.vigie.shared.NotFound;
import org.vigie.shared.Scope;

class MetricFenceTest extends MetricStoreTest {

    @Test
    void hidesASeriesOfAnotherClientBehindEveryVerb() {
        int own = series(ATHENA, "web-1");
        int foreign = series(BOREAS, "web-1");
        append(List.of(new Sample(own, NOON, 1), new Sample(foreign, NOON, 2)));

        Scope.of(ATHENA).run(() -> {
            assertThat(metrics.range(own, NOON, NOON.plus(HOUR)).size()).isOne();
            assertThatThrownBy(() -> metrics.range(foreign, NOON, NOON.plus(HOUR)))
                    .isInstanceOf(NotFound.class);
            for (var step : List.of(MINUTE, HOUR)) {
                assertThatThrownBy(() -> metrics.range(foreign, NOON, NOON.plus(HOUR), step, Aggregate.SUM))
                        .isInstanceOf(NotFound.class);
            }
            assertThat(metrics.latest(List.of(own, foreign)))
                    .extracting(found -> found.series())
                    .containsExactly(own);
            assertThat(metrics.series(SeriesSelector.named("cpu_used")))
                    .extracting(found -> found.id())
                    .containsExactly(own);
            assertThat(metrics.series(SeriesSelector.of(BOREAS))).isEmpty();
            assertThat(metrics.rollup(SeriesSelector.of(BOREAS), NOON, NOON.plus(HOUR), RollUpStep.HOUR))
                    .isEmpty();
            assertThatThrownBy(() -> metrics.append(List.of(new Sample(foreign, NOON.plus(MINUTE), 3))))
                    .isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> metrics.series(SeriesKey.of(BOREAS, "cpu_used", Map.of("host", "web-1"))))
                    .isInstanceOf(NotFound.class);
        });
        assertThat(read(foreign, NOON, NOON.plus(HOUR)).size()).isOne();
    }

    @Test
    void showsNothingWithoutAScope() {
        int own = series(ATHENA, "web-1");
        append(own, NOON, 1);

        assertThatThrownBy(() -> metrics.range(own, NOON, NOON.plus(HOUR))).isInstanceOf(NotFound.class);
        assertThat(metrics.latest(List.of(own))).isEmpty();
        assertThatThrownBy(() -> metrics.append(List.of(new Sample(own, NOON, 1))))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void showsTheClientsGivenToAMemberOfStaff() {
        int one = series(ATHENA, "web-1");
        int two = series(BOREAS, "web-1");
        append(List.of(new Sample(one, NOON, 1), new Sample(two, NOON, 2)));

        var seen = Scope.many(List.of(ATHENA, BOREAS))
                .call(() -> metrics.rollup(SeriesSelector.named("cpu_used"), NOON, NOON.plus(HOUR), RollUpStep.HOUR));

        assertThat(seen).extracting(rollUps -> rollUps.sum(0)).containsExactly(1.0, 2.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "monitoring.series",
                "monitoring.late_samples",
                "monitoring.sample_chunks",
                "monitoring.sample_chunks_20260311",
                "monitoring.sample_blocks",
                "monitoring.sample_blocks_20260310",
                "monitoring.hourly_rollups",
                "monitoring.hourly_rollups_20260301"
            })
    void fencesEachTableInTheDatabaseToo(String table) {
        int own = series(ATHENA, "web-1");
        int foreign = series(BOREAS, "web-1");
        append(List.of(new Sample(own, NOON, 1), new Sample(foreign, NOON, 1)));
        clock.forward(DAY);
        append(List.of(new Sample(own, clock.instant(), 1), new Sample(foreign, clock.instant(), 1)));
        clock.forward(HOUR.multipliedBy(5));
        metrics.upkeep();
        append(List.of(new Sample(own, NOON.plus(DAY), 2), new Sample(foreign, NOON.plus(DAY), 2)));

        assertThat(tenantsIn(table, Scope.across("test"))).contains(1, 2);
        assertThat(tenantsIn(table, Scope.of(BOREAS))).containsOnly(2);
        assertThatThrownBy(() -> tenantsIn(table, new Scope.Nothing())).isInstanceOf(DataAccessException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select count(*) from monitoring.samples_wal_a",
                "select count(*) from monitoring.samples_wal_b",
                "select count(*) from monitoring.metric_writer",
                "select monitoring.open_partition('sample_chunks', date '2026-03-10')",
                "select monitoring.drop_partition('sample_chunks', date '2026-03-10')",
                "select monitoring.partitions('sample_chunks')"
            })
    void keepsTheStoresOwnThingsFromAClientsRole(String statement) {
        assertThatThrownBy(() -> Scope.of(ATHENA).call(() -> inTransaction(statement)))
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("permission denied");
    }

    @Test
    void opensAndDropsNothingButItsOwnPartitions() {
        Stream.of(
                        "select monitoring.drop_partition('series', date '2026-03-10')",
                        "select monitoring.drop_partition('sample_chunks; drop table monitoring.series', date '2026-03-10')",
                        "select monitoring.open_partition('hourly_rollups', date '2026-03-10')",
                        "select monitoring.open_partition('sample_chunks', null)",
                        "select monitoring.open_partition(null, date '2026-03-10')")
                .forEach(statement -> assertThatThrownBy(
                                () -> Scope.across("test").call(() -> inTransaction(statement)))
                        .as(statement)
                        .isInstanceOf(DataAccessException.class));
    }

    @Test
    void keepsASeriesThatARolledBackTransactionMadeKnown() {
        var transactions = new TransactionTemplate(FencedTransactions.on(database.app()));
        var key = SeriesKey.of(ATHENA, "cpu_used", Map.of("host", "web-9"));
        int id = as(
                ATHENA,
                () -> transactions.execute(status -> {
                    status.setRollbackOnly();
                    return metrics.series(key);
                }));

        append(id, NOON, 1);
        restart();

        assertThat(told(read(id, NOON, NOON.plus(HOUR)))).hasSize(1);
    }

    private List<Integer> tenantsIn(String table, Scope scope) {
        var transactions = new TransactionTemplate(FencedTransactions.on(database.app()));
        return scope.call(() -> transactions.execute(status -> JdbcClient.create(database.app())
                .sql("select tenant_id from " + table)
                .query(Integer.class)
                .list()));
    }

    private Object inTransaction(String statement) {
        var transactions = new TransactionTemplate(FencedTransactions.on(database.app()));
        return transactions.execute(status ->
                JdbcClient.create(database.app()).sql(statement).query().listOfRows());
    }
}
