package org.vigie.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vigie.survival.ServerProcess.await;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.survival.Outside.Row;
import tools.jackson.databind.JsonNode;

/**
 * The whole line in a real process that is killed again and again, between any two of its steps: shops fail and recover,
 * and at the end everything is counted from outside. Nothing is lost and nothing happened twice.
 */
class KillLoopTest {
    private static final int ROUNDS = Integer.getInteger("vigie.test.kills", 6);
    private static final long SEED = Long.getLong("vigie.test.seed", 20261126L);

    private static final List<String> CLIENTS = List.of("athena", "boreal");
    private static final List<String> SHOPS =
            List.of("athena-a", "athena-b", "athena-c", "boreal-a", "boreal-b", "boreal-c");

    /** When nobody watched: from a kill to the next start. */
    private record Blind(Instant from, Instant to) {}

    private final Random dice = new Random(SEED);
    private final Map<String, Integer> outages = new LinkedHashMap<>();
    private final Map<String, Boolean> down = new LinkedHashMap<>();
    private final Map<String, Boolean> unseen = new LinkedHashMap<>();
    private final List<Blind> blind = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void nothingIsLostAndNothingHappensTwice() throws Exception {
        System.out.println("kill loop: seed " + SEED + ", " + ROUNDS + " rounds");
        try (var street = new Street();
                var server = new ServerProcess(
                        folder.resolve("data"),
                        folder.resolve("console"),
                        Map.of(),
                        "-Dvigie.notification.webhook.url=" + street.url("/pager"))) {
            server.start();
            for (String client : CLIENTS) {
                var applied = server.call().apply(street.declarations(client, "a", "b", "c"));
                assertThat(applied.statusCode()).as(applied.body()).isEqualTo(200);
            }
            SHOPS.forEach(shop -> down.put(shop, false));
            awaitStates(server);

            for (int round = 1; round <= ROUNDS; round++) {
                turnSome(street);
                strike(round, street, server);
                // In half of the rounds the next kill comes before anybody has seen what this one interrupted.
                if (dice.nextBoolean()) {
                    awaitStates(server);
                }
            }
            awaitStates(server);
            List.copyOf(down.keySet()).forEach(shop -> turn(street, shop, false));
            awaitStates(server);
            awaitQuiet(server);
            count(street, server);
        }
    }

    /** A mood that Vigie has not seen yet does not turn: an outage that nobody could see is no outage to count. */
    private void turnSome(Street street) {
        for (String shop : SHOPS) {
            if (!unseen.get(shop) && dice.nextInt(3) > 0) {
                turn(street, shop, !down.get(shop));
            }
        }
    }

    private void turn(Street street, String shop, boolean isDown) {
        if (down.get(shop) == isDown) {
            return;
        }
        down.put(shop, isDown);
        unseen.put(shop, true);
        street.turn(shop, isDown);
        if (isDown) {
            outages.merge(shop, 1, Integer::sum);
        }
    }

    private void strike(int round, Street street, ServerProcess server) throws Exception {
        String moment = atSomeMoment(street);
        int victim = dice.nextInt(6);
        boolean postmaster = victim >= 4 || victim == 0;
        boolean java = victim < 5;
        Instant killed = null;
        if (postmaster) {
            server.killPostmaster();
        }
        if (java) {
            server.kill();
            killed = Instant.now();
        }
        System.out.println("round " + round + ": " + moment + ", killed "
                + (java && postmaster ? "both" : java ? "the server" : "PostgreSQL") + "; down: "
                + down.entrySet().stream()
                        .filter(Map.Entry::getValue)
                        .map(Map.Entry::getKey)
                        .toList());
        if (java) {
            blind.add(new Blind(killed, Instant.now()));
            server.start();
        }
    }

    /** Somewhere between a result, its alert, its ticket, its page, and the stop of its clock. */
    private String atSomeMoment(Street street) throws Exception {
        var turned =
                SHOPS.stream().filter(shop -> unseen.getOrDefault(shop, false)).toList();
        int jitter = dice.nextInt(900);
        switch (dice.nextInt(3)) {
            case 0 -> {
                var paged = new CountDownLatch(1);
                street.atNextPage(paged::countDown);
                boolean came = paged.await(6, TimeUnit.SECONDS);
                street.atNextPage(null);
                return came ? "while the pager was told" : "when nobody was told for a while";
            }
            case 1 -> {
                if (!turned.isEmpty()) {
                    String shop = turned.get(dice.nextInt(turned.size()));
                    int answers = 1 + dice.nextInt(2);
                    await(shop + " answers", () -> street.answersInThisMood(shop) >= answers);
                    Thread.sleep(jitter);
                    return jitter + " ms after answer " + answers + " of " + shop;
                }
            }
            default -> {}
        }
        Thread.sleep(3L * jitter);
        return 3 * jitter + " ms later";
    }

    private void awaitStates(ServerProcess server) throws Exception {
        await("what is shown is what is: " + down, () -> {
            for (String client : CLIENTS) {
                for (JsonNode check :
                        server.call().json("/api/v1/checks?client=" + client).path("items")) {
                    String shop = client + "-" + check.path("key").asString();
                    String wanted = down.get(shop) ? "critical" : "ok";
                    if (!check.path("state").asString().equals(wanted)) {
                        return false;
                    }
                }
            }
            return true;
        });
        SHOPS.forEach(shop -> unseen.put(shop, false));
    }

    /** Every alert is closed, every ticket solved, everybody told, all news taken. */
    private void awaitQuiet(ServerProcess server) throws Exception {
        await("everything has come to its end", () -> {
            try (var inside = new Outside(server.lookInside())) {
                return inside.number("select count(*) from alerting.alert where cleared_at is null") == 0
                        && inside.number("select count(*) from servicedesk.ticket where state <= 2") == 0
                        && inside.number("select count(*) from response.holding") == 0
                        && inside.number("select count(*) from notification.delivery where status <> 'sent'") == 0
                        && inside.number("select count(*) from news.event_publication") == 0;
            }
        });
    }

    private void count(Street street, ServerProcess server) throws Exception {
        try (var inside = new Outside(server.lookInside())) {
            countAlerts(inside);
            countTickets(inside);
            countPages(inside, street);
            countClocks(inside, server);
            countTime(inside);
        }
        var audit = server.call().json("/api/v1/audit/verification");
        assertThat(audit.path("intact").asBoolean()).as(audit.toString()).isTrue();
    }

    private void countAlerts(Outside inside) throws Exception {
        var alerts = inside.rows("""
                select k.key || '-' || c.key as shop, a.opened_at, a.recovered_at
                from alerting.alert a join monitoring.checks c on c.id = a.check_id
                join organization.client k on k.tenant_id = c.tenant_id
                order by shop, a.opened_at
                """);
        var counted = alerts.stream().collect(Collectors.groupingBy(row -> row.text("shop"), Collectors.counting()));
        System.out.println("outages: " + outages + ", alerts: " + counted);
        outages.forEach((shop, times) -> assertThat(counted.getOrDefault(shop, 0L))
                .as("alerts of %s", shop)
                .isEqualTo((long) times));
        Row before = null;
        for (Row alert : alerts) {
            if (before != null && before.text("shop").equals(alert.text("shop"))) {
                assertThat(alert.at("opened_at"))
                        .as("one alert of %s at a time", alert.text("shop"))
                        .isAfterOrEqualTo(before.at("recovered_at"));
            }
            before = alert;
        }
    }

    /** Each alert has one incident; an incident with several alerts says each time that it goes on. */
    private static void countTickets(Outside inside) throws Exception {
        assertThat(inside.rows("""
                select a.id from alerting.alert a left join response.alert_ticket l on l.alert_id = a.id
                left join servicedesk.ticket t on t.number = l.ticket_number
                group by a.id having count(t.number) <> 1
                """)).as("alerts without their one incident").isEmpty();
        assertThat(inside.rows("""
                select t.number from servicedesk.ticket t left join response.alert_ticket l on l.ticket_number = t.number
                group by t.number having count(l.alert_id) = 0
                """)).as("incidents without an alert").isEmpty();
        assertThat(inside.rows("""
                select l.ticket_number, count(*) - 1 as continued,
                       (select count(*) from servicedesk.timeline_entry e
                         where e.number = l.ticket_number and e.code in ('response.relapse', 'response.alert-joined')) as said
                from response.alert_ticket l group by l.ticket_number
                """))
                .allSatisfy(row -> assertThat(row.number("said")).isEqualTo(row.number("continued")));
    }

    /** One page for each incident and for each relapse; the pager may hear one again, under the same id. */
    private static void countPages(Outside inside, Street street) throws Exception {
        long expected = inside.number("select count(*) from servicedesk.ticket")
                + inside.number("select count(*) from servicedesk.timeline_entry where code = 'response.relapse'");
        var planned = inside.rows(
                "select uid::text as uid, link, person_name from notification.delivery where channel = 'webhook'");
        assertThat(planned).hasSize(Math.toIntExact(expected));
        var heard = street.told().stream().collect(Collectors.groupingBy(Street.Told::id, Collectors.toSet()));
        System.out.println(planned.size() + " pages, told " + street.told().size() + " times");
        assertThat(heard.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        planned.stream().map(row -> row.text("uid")).toList());
        assertThat(heard).allSatisfy((id, what) -> assertThat(what).as(id).hasSize(1));
        assertThat(street.told()).allSatisfy(told -> assertThat(told.person()).isEqualTo("Ada"));
    }

    /** The calendar is open day and night and nothing paused: a clock shows what lies between its first and last line. */
    private static void countClocks(Outside inside, ServerProcess server) throws Exception {
        assertThat(inside.rows("""
                select number, milestone, kind, at, count(*) from servicedesk.clock_event
                group by number, milestone, kind, at, until_at having count(*) > 1
                """)).as("lines of clocks written twice").isEmpty();
        assertThat(inside.rows("""
                select c.number from servicedesk.clock c join servicedesk.clock_event e using (number, milestone)
                group by c.number, c.milestone
                having count(*) filter (where e.kind = 'started') <> 1
                    or (c.milestone > 0 and count(*) filter (where e.kind = 'stopped')
                                          <> 1 + count(*) filter (where e.kind = 'reopened'))
                """))
                .as("clocks that did not start once and stop as often as they ran")
                .isEmpty();
        var clocks = inside.rows("""
                select c.number, c.milestone, c.elapsed_seconds, k.key as client,
                       min(e.at) filter (where e.kind = 'started') as started,
                       max(e.at) filter (where e.kind = 'stopped') as stopped
                from servicedesk.clock c join servicedesk.clock_event e using (number, milestone)
                join organization.client k on k.tenant_id = c.tenant_id
                where c.milestone > 0 group by 1, 2, 3, 4
                """);
        assertThat(clocks).isNotEmpty();
        var shown = new LinkedHashMap<Long, JsonNode>();
        for (Row clock : clocks) {
            long counted = java.time.Duration.between(clock.at("started"), clock.at("stopped"))
                    .toSeconds();
            assertThat(clock.number("elapsed_seconds")).as("%s", clock).isEqualTo(counted);
            long number = clock.number("number");
            if (!shown.containsKey(number)) {
                shown.put(number, server.call().json("/api/v1/tickets/" + number));
            }
            String name = clock.number("milestone") == 1 ? "restore" : "resolve";
            for (JsonNode one : shown.get(number).path("clocks")) {
                if (one.path("name").asString().equals(name)) {
                    assertThat(java.time.Duration.parse(one.path("elapsed").asString())
                                    .toSeconds())
                            .as("ticket %d, %s", number, name)
                            .isEqualTo(counted);
                }
            }
        }
        System.out.println(clocks.size() + " clocks recounted");
    }

    /** Nobody watched between a kill and the next start, so nothing is claimed about that time. */
    private void countTime(Outside inside) throws Exception {
        var spans = inside.rows("""
                select check_id, state, from_at,
                       lead(from_at) over (partition by check_id order by from_at, id) as until_at
                from monitoring.state_span
                """);
        for (Blind gap : blind) {
            assertThat(spans)
                    .filteredOn(span -> span.at("from_at").isBefore(gap.to())
                            && (span.atOrNull("until_at") == null
                                    || span.at("until_at").isAfter(gap.from())))
                    .as("between %s and %s", gap.from(), gap.to())
                    .isNotEmpty()
                    .allSatisfy(span -> assertThat(span.text("state")).isIn("UNKNOWN", "PENDING"));
        }
    }
}
