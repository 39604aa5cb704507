package org.vigie.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vigie.survival.ServerProcess.await;

import java.net.http.HttpClient;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.vigie.TestDatabase;
import org.vigie.monitoring.metrics.Cable;
import org.vigie.server.WholeHouse;

/** A running Vigie whose database goes away for a while, and whose machine changes its mind about the time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RoughTimesTest {
    private final AtomicReference<Duration> wrong = new AtomicReference<>(Duration.ZERO);
    private final InstantSource machine = () -> Instant.now().plus(wrong.get());

    private Street street;
    private Cable cable;
    private WholeHouse house;
    private HttpClient http;
    private Caller vigie;

    @BeforeAll
    void aHouseThatRuns() throws Exception {
        street = new Street();
        house = WholeHouse.open(
                Map.of("vigie.notification.webhook.url", street.url("/pager")), machine, this::throughTheCable);
        http = Caller.client();
        vigie = new Caller(http, house.url(), house.token());
    }

    private String throughTheCable(String url) {
        int port = Integer.parseInt(url.replaceFirst(".*127.0.0.1:(\\d+)/.*", "$1"));
        cable = new Cable(port);
        return url.replace(":" + port + "/", ":" + cable.port() + "/");
    }

    @AfterAll
    void stop() throws Exception {
        house.close();
        cable.close();
        street.close();
        http.close();
    }

    @Test
    @Order(1)
    void whatTurnsWhileTheDatabaseIsAwayIsWrittenDownAfterwards() throws Exception {
        apply("athena");
        cable.cut();
        Instant away = Instant.now();
        await("the loss is noticed", () -> vigie.get("/health/ready", "en").statusCode() == 503);
        assertThat(vigie.get("/health/ready", "en").body())
                .contains("\"database\":\"down\"", "The database does not answer. Vigie keeps trying");
        assertThat(vigie.get("/health/ready", "fr").body()).contains("La base de données ne répond pas.");
        assertThat(vigie.get("/health/live", "en").statusCode()).isEqualTo(200);
        for (String language : new String[] {"fr", "en"}) {
            var page = vigie.page("/tickets", language);
            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.body())
                    .contains(
                            language.equals("fr") ? "La base de données ne répond pas" : "The database does not answer")
                    .doesNotContain("Exception", "\tat ");
        }

        // A whole outage, while nothing can be written down.
        street.turn("athena-a", true);
        await("the probes see it", () -> street.answersInThisMood("athena-a") >= 3);
        street.turn("athena-a", false);
        await("the probes see it end", () -> street.answersInThisMood("athena-a") >= 2);
        Instant back = Instant.now();
        cable.mend();

        await("the outage has its incident, and it is over", () -> {
            try (var inside = inside()) {
                return inside.number("""
                        select count(*) from servicedesk.ticket t join organization.client k using (tenant_id)
                        where k.key = 'athena' and t.state > 2
                        """) == 1;
            }
        });
        await("somebody was told", () -> told("athena") == 1);
        try (var inside = inside()) {
            assertThat(inside.rows("""
                    select a.opened_at, a.recovered_at from alerting.alert a join organization.client k using (tenant_id)
                    where k.key = 'athena'
                    """)).singleElement().satisfies(alert -> {
                assertThat(alert.at("opened_at")).isBetween(away, back);
                assertThat(alert.at("recovered_at")).isBetween(alert.at("opened_at"), back);
            });
            assertThat(states(inside, "athena-a")).endsWith("OK", "CRITICAL", "OK");
        }
        assertThat(vigie.get("/health/ready", "en").statusCode()).isEqualTo(200);
    }

    /** The last one: afterwards this house is ahead of its machine for hours. */
    @Test
    @Order(2)
    void aClockThatJumpsRaisesNoStormAndTellsNothingTwice() throws Exception {
        apply("boreal");
        apply("ceres");
        street.turn("boreal-a", true);
        awaitState("boreal", "critical");
        awaitState("ceres", "ok");
        await("somebody is told", () -> told("boreal") == 1);

        wrong.set(Duration.ofHours(1));
        await("its promise to respond within 15 minutes is broken", () -> breaches() == 1);
        await("nobody knows how ceres was in that hour, and it is well again", () -> {
            try (var inside = inside()) {
                return String.join(" ", states(inside, "ceres-a")).endsWith("OK UNKNOWN OK");
            }
        });
        awaitState("boreal", "critical");

        wrong.set(Duration.ZERO);
        street.turn("ceres-a", true);
        awaitState("ceres", "critical");
        await("somebody is told", () -> told("ceres") == 1);
        street.turn("ceres-a", false);
        street.turn("boreal-a", false);
        awaitState("ceres", "ok");
        awaitState("boreal", "ok");
        await("both incidents are solved", () -> {
            try (var inside = inside()) {
                return inside.number("""
                        select count(*) from servicedesk.ticket t join organization.client k using (tenant_id)
                        where k.key in ('boreal', 'ceres') and t.state > 2
                        """) == 2;
            }
        });

        try (var inside = inside()) {
            assertThat(inside.rows("""
                    select a.id from alerting.alert a join organization.client k using (tenant_id)
                    where k.key in ('boreal', 'ceres')
                    """)).hasSize(2);
            assertThat(inside.rows("""
                    select * from (select check_id, from_at,
                           lag(from_at) over (partition by check_id order by id) as earlier from monitoring.state_span) s
                    where from_at < earlier
                    """))
                    .as("states written down before the one before")
                    .isEmpty();
            assertThat(
                            inside.rows(
                                    "select number from servicedesk.clock where elapsed_seconds < 0 or stopped_at < started_at"))
                    .isEmpty();
            assertThat(inside.rows("select id from alerting.alert where recovered_at < opened_at"))
                    .isEmpty();
        }
        assertThat(breaches()).isEqualTo(1);
        assertThat(told("boreal")).isEqualTo(1);
        assertThat(told("ceres")).isEqualTo(1);
    }

    private void apply(String client) throws Exception {
        var applied = vigie.apply(street.declarations(client, "a"));
        assertThat(applied.statusCode()).as(applied.body()).isEqualTo(200);
        awaitState(client, "ok");
    }

    private void awaitState(String client, String state) throws Exception {
        await(
                client + " is " + state,
                () -> vigie.json("/api/v1/checks?client=" + client)
                        .path("items")
                        .get(0)
                        .path("state")
                        .asString()
                        .equals(state));
    }

    /** Told to the pager about tickets of this client, whatever was repeated under the same id. */
    private long told(String client) throws Exception {
        try (var inside = inside()) {
            var pages = inside.rows("""
                    select t.number from servicedesk.ticket t join organization.client k using (tenant_id)
                    where k.key = '%s'
                    """.formatted(client)).stream()
                    .map(row -> "/tickets/" + row.number("number"))
                    .toList();
            return street.told().stream()
                    .filter(told -> pages.contains(told.page()))
                    .map(Street.Told::id)
                    .distinct()
                    .count();
        }
    }

    private long breaches() throws Exception {
        try (var inside = inside()) {
            return inside.number("select count(*) from servicedesk.timeline_entry where kind = 'BREACHED'");
        }
    }

    private static java.util.List<String> states(Outside inside, String shop) throws Exception {
        return inside.rows("""
                select s.state from monitoring.state_span s join monitoring.checks c on c.id = s.check_id
                join organization.client k on k.tenant_id = c.tenant_id
                where k.key || '-' || c.key = '%s' order by s.from_at, s.id
                """.formatted(shop)).stream()
                .map(row -> row.text("state"))
                .toList();
    }

    private Outside inside() throws Exception {
        return new Outside(DriverManager.getConnection(
                house.database().url(), TestDatabase.superuser(), TestDatabase.superuserPassword()));
    }
}
