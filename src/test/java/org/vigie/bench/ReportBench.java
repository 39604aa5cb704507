package org.vigie.bench;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.support.ResourceBundleMessageSource;
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
import org.vigie.monitoring.Checks;
import org.vigie.organization.Clients;
import org.vigie.organization.SiteDeclaration;
import org.vigie.organization.Sites;
import org.vigie.page.Pdf;
import org.vigie.page.Texts;
import org.vigie.reporting.Reports;
import org.vigie.reporting.ServiceReport;
import org.vigie.shared.Criticality;
import org.vigie.shared.MasterKey;
import org.vigie.shared.Priority;
import org.vigie.shared.TenantId;

/** The monthly report of a client with 1 000 assets, 25 services, 100 000 tickets and a month of states, PDF included. */
public final class ReportBench {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final YearMonth MONTH = YearMonth.of(2026, 11);
    private static final int ASSETS = 1_000;
    private static final int SERVICES = 25;
    private static final int TICKETS = 100_000;
    private static final int RUNS = 5;

    private ReportBench() {}

    public static void run(PrintStream out) {
        var clock = new SetTime("2026-01-01T00:00:00Z");
        try (var house = new SmallHouse(
                context -> furnish(context, clock),
                "organization",
                "calendar",
                "inventory",
                "contracts",
                "maintenance",
                "reporting")) {
            TenantId tenant = house.get(Clients.class).idOf("grand");
            house.inTransaction(tenant, () -> declare(house));
            fill(house, tenant);
            clock.set("2026-12-02T08:00:00Z");
            var texts = texts();
            var engine = TemplateEngine.createPrecompiled(
                    null, ContentType.Html, ReportBench.class.getClassLoader(), "vigiepages");
            engine.setBinaryStaticContent(true);
            double[] figures = new double[RUNS];
            double[] whole = new double[RUNS];
            double[] work = new double[RUNS];
            int bytes = 0;
            for (int run = -2; run < RUNS; run++) {
                double before = cpuSeconds();
                long began = System.nanoTime();
                ServiceReport report =
                        house.in(tenant, () -> house.get(Reports.class).service(MONTH));
                long counted = System.nanoTime();
                var html = new StringOutput();
                engine.render("reports/paper.jte", Map.of("texts", texts, "report", report), html);
                bytes = Pdf.of(html.toString()).length;
                if (run == -2) {
                    out.printf(
                            Locale.ROOT,
                            "first report %.2f s, figures alone %.2f s%n",
                            (System.nanoTime() - began) / 1e9,
                            (counted - began) / 1e9);
                }
                if (run >= 0) {
                    figures[run] = (counted - began) / 1e9;
                    whole[run] = (System.nanoTime() - began) / 1e9;
                    work[run] = cpuSeconds() - before;
                }
            }
            Arrays.sort(figures);
            Arrays.sort(whole);
            Arrays.sort(work);
            out.printf(
                    Locale.ROOT,
                    "report with PDF (%d kB): median %.2f s, slowest %.2f s of %d; figures alone %.2f s; %.2f CPU s with PostgreSQL; bar 5 s%n",
                    bytes / 1000,
                    whole[RUNS / 2],
                    whole[RUNS - 1],
                    RUNS,
                    figures[RUNS / 2],
                    work[RUNS / 2]);
        }
    }

    /** Of this process and of its children: what a busy machine cannot stretch. */
    private static double cpuSeconds() {
        return Stream.concat(
                                Stream.of(ProcessHandle.current()),
                                ProcessHandle.current().descendants())
                        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                        .mapToLong(Duration::toMillis)
                        .sum()
                / 1e3;
    }

    private static void furnish(AnnotationConfigApplicationContext context, SetTime clock) {
        context.setBeanNameGenerator(FullyQualifiedAnnotationBeanNameGenerator.INSTANCE);
        context.registerBean(InstantSource.class, () -> clock);
        context.registerBean(MasterKey.class, () -> MasterKey.parse("ab".repeat(32)));
        context.register(CheckRooms.beans());
    }

    private static Texts texts() {
        var bundles = new ResourceBundleMessageSource();
        bundles.setBasenames("messages/reporting", "messages/console", "messages/page");
        bundles.setDefaultEncoding("UTF-8");
        bundles.setFallbackToSystemLocale(false);
        bundles.setAlwaysUseMessageFormat(true);
        return new Texts(bundles, Locale.FRENCH, PARIS);
    }

    private static void declare(SmallHouse house) {
        house.get(Clients.class).declare("grand", "Grand compte", Locale.FRENCH);
        house.get(Sites.class).declare(List.of(new SiteDeclaration("siege", "Siège", PARIS, null)));
        house.get(WorkingHours.class)
                .declare(List.of(new CalendarDeclaration(
                        "bureau",
                        CalendarDefinition.parse(
                                "Europe/Paris", Map.of("mon-fri", List.of("08:30-12:30", "13:30-18:00")), "FR"))));
        var targets = Map.of("incident", Map.of(Priority.P1, Map.of(Milestone.RESPOND, "15m")));
        house.get(Contracts.class).declareServiceLevels(List.of(new ServiceLevel("or", "bureau", targets)));
        house.get(Contracts.class)
                .declareContract(new Contract(
                        "contrat",
                        LocalDate.parse("2026-01-01"),
                        null,
                        new Contract.Availability(
                                new BigDecimal("99.5"), Contract.Method.B, Contract.UnknownCountsAs.UNMEASURED),
                        Duration.ofMinutes(15),
                        Duration.ofHours(2),
                        new TreeSet<>()));
        // Ten switches carry all the servers; each server carries an application.
        var assets = new ArrayList<AssetDeclaration>();
        var checks = new ArrayList<CheckDeclaration>();
        for (int i = 0; i < ASSETS; i++) {
            var needs = new TreeSet<String>();
            if (i >= 10) {
                needs.add("asset-" + (i < 500 ? i % 10 : i - 490));
            }
            assets.add(new AssetDeclaration(
                    "asset-" + i, "server", "asset-" + i, "127.0.0.1", null, Criticality.NORMAL, needs));
            checks.add(new CheckDeclaration(
                    "check-" + i,
                    "asset-" + i,
                    "tcp",
                    Map.of("port", 80),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(3),
                    3,
                    null,
                    null,
                    true));
        }
        house.get(Assets.class).declare(assets);
        house.get(Assets.class)
                .declareServices(IntStream.range(0, SERVICES)
                        .mapToObj(service -> new ServiceDeclaration(
                                "service-" + service,
                                "Service métier " + service,
                                Criticality.HIGH,
                                "or",
                                new TreeSet<>(IntStream.range(500, ASSETS)
                                        .filter(asset -> asset % SERVICES == service)
                                        .mapToObj(asset -> "asset-" + asset)
                                        .toList())))
                        .toList());
        house.get(Checks.class).declare(checks);
        house.get(Windows.class)
                .declare(List.of(new WindowDeclaration(
                        "patch",
                        new TreeSet<>(IntStream.range(0, 200)
                                .mapToObj(asset -> "asset-" + asset)
                                .toList()),
                        "FREQ=WEEKLY;BYDAY=TU",
                        LocalDate.parse("2026-01-06"),
                        LocalTime.parse("22:00"),
                        Duration.ofHours(2),
                        PARIS,
                        true)));
    }

    private static void fill(SmallHouse house, TenantId tenant) {
        try (Connection connection = house.database.owner().getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : List.of(
                    "servicedesk.ticket",
                    "servicedesk.clock",
                    "monitoring.state_span",
                    "monitoring.checks",
                    "inventory.node")) {
                statement.execute("alter table " + table + " no force row level security");
            }
            statement.execute("""
                    insert into servicedesk.ticket (tenant_id, kind, state, priority, impact, urgency, service_id, title,
                      title_folded, description, level, opened_at, updated_at, resolved_at)
                    select %d, n %% 2, case when n %% 9 = 0 then 0 else 4 end, (n * 7) %% 4, 0, 0,
                      (select min(id) from inventory.node where is_service) + n %% %d, 't', 't', 'd', 1, opened, opened,
                      case when n %% 9 > 0 then opened + (n %% 100) * interval '1 hour' end
                    from (select n, timestamptz '2026-01-01' + n * interval '5 minutes' as opened
                          from generate_series(1::bigint, %d) n) made
                    """.formatted(tenant.value(), SERVICES, TICKETS));
            statement.execute("""
                    insert into servicedesk.clock (tenant_id, number, milestone, state, target, calendar, calendar_version,
                      started_at, due_at, stopped_at, elapsed_seconds)
                    select tenant_id, number, milestone, case when resolved_at is null then 0 else 2 + number %% 2 end, '4h',
                      'bureau', 1, opened_at, opened_at + interval '9 hours', resolved_at, 3600
                    from servicedesk.ticket, generate_series(0, 2) milestone
                    """.formatted());
            // A turn each six hours on average: 120 a check and month.
            statement.execute("""
                    insert into monitoring.state_span (tenant_id, check_id, state, from_at, reason)
                    select c.tenant_id, c.id,
                      case when n % 2 = 0 then 'OK'
                           else (array['CRITICAL', 'WARNING', 'UNKNOWN'])[1 + (c.id + n) % 3] end,
                      timestamptz '2026-11-01' + n * interval '6 hours' + (c.id % 300) * interval '1 minute'
                        - case when n % 2 = 0 then interval '5 hours 50 minutes' else interval '0' end,
                      '{"code":"test","args":[]}'
                    from monitoring.checks c, generate_series(0, 119) n
                    """);
            for (String table : List.of(
                    "servicedesk.ticket",
                    "servicedesk.clock",
                    "monitoring.state_span",
                    "monitoring.checks",
                    "inventory.node")) {
                statement.execute("alter table " + table + " force row level security");
            }
            statement.execute("vacuum analyze");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
