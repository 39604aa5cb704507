package org.vigie.reporting;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.vigie.SetTime;
import org.vigie.SmallHouse;
import org.vigie.calendar.CalendarDeclaration;
import org.vigie.calendar.CalendarDefinition;
import org.vigie.calendar.WorkingHours;
import org.vigie.contracts.Contract;
import org.vigie.contracts.Contracts;
import org.vigie.contracts.Milestone;
import org.vigie.contracts.ServiceLevel;
import org.vigie.inventory.AssetDeclaration;
import org.vigie.inventory.Assets;
import org.vigie.inventory.ServiceDeclaration;
import org.vigie.maintenance.WindowDeclaration;
import org.vigie.maintenance.Windows;
import org.vigie.monitoring.CheckDeclaration;
import org.vigie.monitoring.CheckRooms;
import org.vigie.monitoring.CheckState;
import org.vigie.monitoring.Checks;
import org.vigie.organization.Clients;
import org.vigie.organization.SiteDeclaration;
import org.vigie.organization.Sites;
import org.vigie.shared.Criticality;
import org.vigie.shared.MasterKey;
import org.vigie.shared.Priority;
import org.vigie.shared.TenantId;

/** The rooms that a report is counted from, on a real database; states and promises are written as history left them. */
final class Office implements AutoCloseable {
    final SetTime clock = new SetTime("2024-01-01T00:00:00Z");
    final SmallHouse house;
    private int clients;

    Office() {
        house = new SmallHouse(
                this::furnish, "organization", "calendar", "inventory", "contracts", "maintenance", "reporting");
    }

    private void furnish(AnnotationConfigApplicationContext context) {
        context.setBeanNameGenerator(FullyQualifiedAnnotationBeanNameGenerator.INSTANCE);
        context.registerBean(InstantSource.class, () -> clock);
        context.registerBean(MasterKey.class, () -> MasterKey.parse("ab".repeat(32)));
        context.register(CheckRooms.beans());
    }

    /** A client of its own for one test. */
    Desk desk(ZoneId zone) {
        return new Desk(zone);
    }

    final class Desk {
        final TenantId tenant;
        final ZoneId zone;
        private long number;

        private Desk(ZoneId zone) {
            this.zone = zone;
            clock.set("2024-01-01T00:00:00Z");
            String key = "client-" + ++clients;
            tenant = house.get(Clients.class).idOf(key);
            number = clients * 1_000_000L;
            house.inTransaction(tenant, () -> {
                house.get(Clients.class).declare(key, key, Locale.FRENCH);
                house.get(Sites.class).declare(List.of(new SiteDeclaration("siege", "Siège", zone, null)));
                house.get(WorkingHours.class)
                        .declare(List.of(
                                new CalendarDeclaration(
                                        "h24",
                                        CalendarDefinition.parse(Map.of(
                                                "timezone", zone, "week", Map.of("mon-sun", List.of("00:00-24:00"))))),
                                new CalendarDeclaration(
                                        "bureau",
                                        CalendarDefinition.parse(Map.of(
                                                "timezone",
                                                zone,
                                                "week",
                                                Map.of("mon-fri", List.of("08:30-12:30", "13:30-18:00")))))));
                var targets = Map.of(
                        "incident", Map.of(Priority.P1, Map.of(Milestone.RESPOND, "15m", Milestone.RESTORE, "4h")));
                house.get(Contracts.class)
                        .declareServiceLevels(List.of(
                                new ServiceLevel("or", "h24", targets), new ServiceLevel("bureau", "bureau", targets)));
            });
        }

        Desk estate(List<String> assets, Map<String, List<String>> services, String level) {
            house.inTransaction(tenant, () -> {
                house.get(Assets.class)
                        .declare(assets.stream()
                                .map(key -> new AssetDeclaration(
                                        key, "server", key, "127.0.0.1", null, Criticality.NORMAL, new TreeSet<>()))
                                .toList());
                services(services, level);
            });
            return this;
        }

        void services(Map<String, List<String>> services, String level) {
            house.inTransaction(
                    tenant,
                    () -> house.get(Assets.class)
                            .declareServices(services.entrySet().stream()
                                    .map(one -> new ServiceDeclaration(
                                            one.getKey(),
                                            one.getKey(),
                                            Criticality.HIGH,
                                            level,
                                            new TreeSet<>(one.getValue())))
                                    .toList()));
        }

        /** Checks "asset-n" of these assets; the clock tells since when they are there. */
        Desk checks(String... keys) {
            house.inTransaction(
                    tenant,
                    () -> house.get(Checks.class)
                            .declare(Arrays.stream(keys)
                                    .map(key -> new CheckDeclaration(
                                            key,
                                            key.substring(0, key.lastIndexOf('-')),
                                            "tcp",
                                            Map.of("port", 80),
                                            Duration.ofSeconds(60),
                                            Duration.ofSeconds(3),
                                            1,
                                            null,
                                            null,
                                            true))
                                    .toList()));
            return this;
        }

        /** What was believed of a check from that instant on. */
        void state(String check, CheckState state, Instant from) {
            house.inTransaction(
                    tenant,
                    () -> house.get(JdbcClient.class)
                            .sql("""
                    insert into monitoring.state_span (check_id, state, from_at, reason)
                    select id, :state, cast(:from as timestamptz), '{"code":"test","args":[]}'
                      from monitoring.checks where key = :key
                    """)
                            .param("state", state.name())
                            .param("from", from.toString())
                            .param("key", check)
                            .update());
        }

        void window(List<Window> windows) {
            house.inTransaction(
                    tenant,
                    () -> house.get(Windows.class)
                            .declare(windows.stream()
                                    .map(one -> new WindowDeclaration(
                                            one.key(),
                                            new TreeSet<>(List.of(one.asset())),
                                            null,
                                            one.day(),
                                            one.start(),
                                            Duration.ofMinutes(one.minutes()),
                                            zone,
                                            one.agreed()))
                                    .toList()));
        }

        void contract(LocalDate from, @Nullable LocalDate to, Contract.@Nullable Availability terms) {
            house.inTransaction(
                    tenant,
                    () -> house.get(Contracts.class)
                            .declareContract(new Contract(
                                    "contrat",
                                    from,
                                    to,
                                    terms,
                                    Duration.ofMinutes(15),
                                    Duration.ofHours(2),
                                    new TreeSet<>())));
        }

        /** A ticket as it stands, with a priority of 1 to 4. */
        long ticket(String kind, int priority, Instant opened, @Nullable Instant resolved) {
            long mine = ++number;
            write(
                    """
                    insert into servicedesk.ticket (number, kind, state, priority, impact, urgency, title, title_folded,
                      description, level, opened_at, updated_at, resolved_at)
                    values (:number, :kind, :state, :priority, 0, 0, 't', 't', 'd', 1, cast(:opened as timestamptz),
                      cast(:opened as timestamptz), cast(:resolved as timestamptz))
                    """,
                    Map.of(
                            "number",
                            mine,
                            "kind",
                            List.of("incident", "request", "problem", "change").indexOf(kind),
                            "state",
                            resolved == null ? 0 : 3,
                            "priority",
                            priority - 1,
                            "opened",
                            opened.toString()),
                    "resolved",
                    resolved == null ? null : resolved.toString());
            return mine;
        }

        /** A clock as its log was last read. */
        void clock(long ticket, Milestone milestone, String verdict, Instant started, @Nullable Instant due) {
            write(
                    """
                    insert into servicedesk.clock (number, milestone, state, target, calendar, calendar_version,
                      started_at, due_at, elapsed_seconds)
                    values (:number, :milestone, :state, '4h', 'h24', 1, cast(:started as timestamptz),
                      cast(:due as timestamptz), 60)
                    """,
                    Map.of(
                            "number", ticket,
                            "milestone", milestone.ordinal(),
                            "state",
                                    List.of("running", "paused", "kept", "missed", "not-measurable")
                                            .indexOf(verdict),
                            "started", started.toString()),
                    "due",
                    due == null ? null : due.toString());
        }

        /** A resolution, and what was said of it one after the other. */
        void resolution(Instant at, @Nullable String whyNot, int... scores) {
            long ticket = ticket("request", 3, at.minusSeconds(60), at);
            house.inTransaction(tenant, () -> {
                JdbcClient db = house.get(JdbcClient.class);
                long question = db.sql("""
                                insert into servicedesk.question (number, entry_id, person, why_not, digest, at, expires_at)
                                values (:number, :number, 1, :why, case when :why::text is null then decode(md5(:number::text), 'hex') end,
                                  cast(:at as timestamptz), case when :why::text is null then cast(:at as timestamptz) + interval '14 days' end)
                                returning id
                                """)
                        .param("number", ticket)
                        .param("why", whyNot)
                        .param("at", at.toString())
                        .query(Long.class)
                        .single();
                for (int score : scores) {
                    db.sql("""
                                    insert into servicedesk.opinion (question_id, score, comment, at)
                                    values (?, ?, '', cast(? as timestamptz))
                                    """)
                            .params(question, score, at.plusSeconds(86_400).toString())
                            .update();
                }
            });
        }

        private void write(String sql, Map<String, ?> params, String maybe, @Nullable String value) {
            house.inTransaction(
                    tenant,
                    () -> house.get(JdbcClient.class)
                            .sql(sql)
                            .params(params)
                            .param(maybe, value)
                            .update());
        }

        ServiceReport report(YearMonth month) {
            return house.in(tenant, () -> house.get(Reports.class).service(month));
        }

        Evidence evidence(YearMonth month, Figure figure) {
            String key = figure.evidence().substring("evidence/".length());
            return house.in(tenant, () -> house.get(Reports.class).evidence(month, key));
        }

        /** Every figure of a report. */
        static Stream<Figure> figures(ServiceReport report) {
            var all = new ArrayList<Figure>();
            for (var service : report.services()) {
                all.addAll(List.of(service.gross(), service.down(), service.unmeasured(), service.maintenance()));
                if (service.contractual() != null) {
                    all.add(service.contractual());
                }
            }
            report.incidents().forEach(line -> all.addAll(List.of(line.opened(), line.stillOpen())));
            report.promises()
                    .forEach(line ->
                            all.addAll(List.of(line.kept(), line.missed(), line.notMeasurable(), line.running())));
            var said = report.satisfaction();
            all.addAll(List.of(said.asked(), said.answered(), said.content(), said.unhappy()));
            return all.stream();
        }
    }

    record Window(String key, String asset, LocalDate day, LocalTime start, int minutes, boolean agreed) {}

    static Contract.Availability terms(String target, Contract.Method method, Contract.UnknownCountsAs unknown) {
        return new Contract.Availability(new BigDecimal(target), method, unknown);
    }

    @Override
    public void close() {
        house.close();
    }
}
