package org.vigie.response;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.SetTime;
import org.vigie.SmallHouse;
import org.vigie.alerting.Alert;
import org.vigie.alerting.Alerts;
import org.vigie.alerting.Recovery;
import org.vigie.alerting.RecoveryProof;
import org.vigie.alerting.Signal;
import org.vigie.calendar.CalendarDeclaration;
import org.vigie.calendar.CalendarDefinition;
import org.vigie.calendar.OnCall;
import org.vigie.calendar.Rota;
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
import org.vigie.notification.Notifications;
import org.vigie.notification.Notifications.Delivery;
import org.vigie.organization.Clients;
import org.vigie.organization.People;
import org.vigie.organization.PersonDeclaration;
import org.vigie.organization.TeamDeclaration;
import org.vigie.organization.Teams;
import org.vigie.servicedesk.ClockView;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.Tickets;
import org.vigie.servicedesk.TimelineEntry;
import org.vigie.shared.Criticality;
import org.vigie.shared.Priority;
import org.vigie.shared.Severity;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;

/**
 * The rooms from an alert to the person on call, all real. What would be heard on another thread waits in line until
 * {@link #hear}. Only the proof of what is measured is set by the test.
 */
final class Story implements AutoCloseable {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    final SetTime clock = new SetTime("2026-11-23T08:00:00Z");
    final Map<String, Instant> lastGood = new TreeMap<>();
    final Queue<Runnable> line = new ConcurrentLinkedQueue<>();
    final SmallHouse house;
    final TenantId client;

    Story() {
        house = new SmallHouse(
                this::furnish,
                "organization",
                "calendar",
                "inventory",
                "contracts",
                "maintenance",
                "alerting",
                "files",
                "servicedesk",
                "notification",
                "response");
        client = house.get(Clients.class).idOf("boutique");
        house.inTransaction(client, this::declare);
        clock.set("2026-11-23T10:00:00Z");
    }

    @EnableAsync(proxyTargetClass = true)
    static class Listening {}

    private void furnish(AnnotationConfigApplicationContext context) {
        context.setBeanNameGenerator(FullyQualifiedAnnotationBeanNameGenerator.INSTANCE);
        context.register(Listening.class);
        context.registerBean("taskExecutor", Executor.class, () -> line::add);
        context.registerBean(InstantSource.class, () -> clock);
        context.registerBean(
                RecoveryProof.class, () -> (asset, symptom, source, id) -> Optional.ofNullable(lastGood.get(source)));
        context.registerBean("messageSource", MessageSource.class, () -> {
            var texts = new ResourceBundleMessageSource();
            texts.setBasenames("messages/response", "messages/page");
            texts.setDefaultEncoding("UTF-8");
            texts.setFallbackToSystemLocale(false);
            return texts;
        });
        context.registerBean(
                TransactionTemplate.class,
                () -> new TransactionTemplate(context.getBean(DataSourceTransactionManager.class)));
    }

    private void declare() {
        var none = new TreeSet<String>();
        house.get(Clients.class).declare("boutique", "Boutique du Port", Locale.FRENCH);
        house.get(WorkingHours.class)
                .declare(List.of(new CalendarDeclaration(
                        "h24",
                        CalendarDefinition.parse(
                                Map.of("timezone", PARIS, "week", Map.of("mon-sun", List.of("00:00-24:00")))))));
        house.get(Teams.class)
                .declare(List.of(new TeamDeclaration("n1", "Centre", 1), new TeamDeclaration("n2", "Systèmes", 2)));
        var n2 = new TreeSet<>(List.of("n2"));
        house.get(People.class)
                .declare(List.of(
                        new PersonDeclaration("alice", "Alice Martin", null, Locale.FRENCH, n2),
                        new PersonDeclaration("karim", "Karim Benali", null, Locale.FRENCH, n2)));
        house.get(OnCall.class)
                .declare(List.of(new Rota(
                        "n2", null, List.of("alice", "karim"), 7, LocalDateTime.parse("2026-01-05T08:00"), PARIS)));
        var targets = Map.of(Milestone.RESPOND, "5m", Milestone.RESTORE, "30m", Milestone.RESOLVE, "8h");
        house.get(Contracts.class)
                .declareServiceLevels(List.of(new ServiceLevel(
                        "or", "h24", Map.of("incident", Map.of(Priority.P1, targets, Priority.P2, targets)))));
        var assets = new ArrayList<AssetDeclaration>();
        var web = new TreeSet<String>();
        for (int i = 1; i <= 20; i++) {
            web.add("web-" + i);
        }
        for (String key : web) {
            assets.add(new AssetDeclaration(key, "application", key, null, null, Criticality.NORMAL, none));
        }
        assets.add(new AssetDeclaration("muted", "application", "muted", null, null, Criticality.NORMAL, none));
        house.get(Assets.class).declare(assets);
        house.get(Assets.class)
                .declareServices(List.of(new ServiceDeclaration("vente", "Vente", Criticality.CRITICAL, "or", web)));
        house.get(Windows.class)
                .declare(List.of(new WindowDeclaration(
                        "night",
                        new TreeSet<>(List.of("muted")),
                        null,
                        LocalDate.parse("2026-11-23"),
                        LocalTime.parse("10:30"),
                        Duration.ofHours(2),
                        PARIS,
                        true)));
        house.get(Playbooks.class).declare(List.of(new Rule(1, null, "http", null, "incident", "n2", true)));
        house.get(Contracts.class)
                .declareContract(new Contract(
                        "contrat",
                        LocalDate.parse("2026-01-01"),
                        null,
                        null,
                        Duration.ofMinutes(15),
                        Duration.ofHours(2),
                        new TreeSet<>()));
    }

    /** What was told is heard, and what that causes too. */
    void hear() {
        for (Runnable one = line.poll(); one != null; one = line.poll()) {
            one.run();
        }
    }

    <T> T in(Supplier<T> work) {
        return house.in(client, work);
    }

    static Instant at(String time) {
        return Instant.parse("2026-11-23T" + time + "Z");
    }

    Alert fails(String asset, Severity severity, String time) {
        clock.set("2026-11-23T" + time + "Z");
        lastGood.remove(asset);
        Alert alert = in(() -> house.get(Alerts.class)
                .raise(new Signal(
                        id(asset), "http", asset, 1, severity, Words.of("probe.seen", "502"), clock.instant())));
        hear();
        return alert;
    }

    void works(String asset, String time) {
        clock.set("2026-11-23T" + time + "Z");
        house.run(
                client,
                () -> house.get(Alerts.class)
                        .clear(new Recovery(
                                id(asset), "http", asset, 1, Words.of("probe.good", "200"), clock.instant())));
        hear();
    }

    /** The time passes and the room looks for what is due. */
    void looks(String time) {
        clock.set("2026-11-23T" + time + "Z");
        house.get(StabilisationWatch.class).look();
        hear();
    }

    long id(String asset) {
        return in(() -> house.get(Assets.class).find(asset).orElseThrow().id());
    }

    Optional<Long> ticketOf(Alert alert) {
        return in(() -> house.get(Playbooks.class).ticketOf(alert.id()));
    }

    Ticket ticket(Alert alert) {
        return in(() -> house.get(Tickets.class).get(ticketOf(alert).orElseThrow()));
    }

    ClockView restore(Alert alert) {
        return in(() -> house.get(Tickets.class).clocks(ticketOf(alert).orElseThrow())).stream()
                .filter(one -> one.name() == Milestone.RESTORE)
                .findFirst()
                .orElseThrow();
    }

    List<TimelineEntry> timeline(Alert alert) {
        return in(() -> house.get(Tickets.class).timeline(ticketOf(alert).orElseThrow(), true));
    }

    List<Delivery> told(Alert alert) {
        String link = "/tickets/" + ticketOf(alert).orElseThrow();
        return in(() -> house.get(Notifications.class).about(link));
    }

    int count(String question, Object... params) {
        return house.ask(Integer.class, question, params);
    }

    @Override
    public void close() {
        house.close();
    }
}
