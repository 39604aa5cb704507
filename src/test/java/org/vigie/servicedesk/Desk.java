package org.vigie.servicedesk;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.SetTime;
import org.vigie.SmallHouse;
import org.vigie.calendar.BusinessCalendar;
import org.vigie.calendar.CalendarDefinition;
import org.vigie.contracts.Contracts;
import org.vigie.contracts.Escalation;
import org.vigie.contracts.EscalationStep;
import org.vigie.contracts.Milestone;
import org.vigie.contracts.Prioritised;
import org.vigie.contracts.PriorityMatrix;
import org.vigie.contracts.Promise;
import org.vigie.organization.Clients;
import org.vigie.organization.People;
import org.vigie.organization.Team;
import org.vigie.organization.Teams;
import org.vigie.shared.Actor;
import org.vigie.shared.Priority;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;

/** A service desk on a real database. Round the clock, P1: 15m, 4h, 8h; P3: 4h, no restoration, 40h. */
public final class Desk implements AutoCloseable {
    public static final TenantId BOUTIQUE = new TenantId(1);
    public static final TenantId MAIRIE = new TenantId(2);
    public static final Actor LEA = Actor.person(7, "Léa");
    public static final Actor SAMI = Actor.person(8, "Sami");
    public static final Actor CLIENT = Actor.person(50, "Mme Durand");
    public static final Actor PROBE = Actor.automatic("probe web-1-http");
    static final Words EVIDENCE = Words.of("evidence");

    public final SetTime time = new SetTime("2026-11-23T09:00:00Z");
    public final SmallHouse house;

    Desk() {
        this(Map.of());
    }

    public Desk(Map<String, Object> settings) {
        house = new SmallHouse(context -> furnish(context, settings), "files", "servicedesk");
        tickets();
    }

    private void furnish(AnnotationConfigApplicationContext context, Map<String, Object> settings) {
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", settings));
        context.registerBean(Clients.class);
        context.registerBean(InstantSource.class, () -> time);
        context.registerBean(Contracts.class, Level::new);
        context.registerBean(Teams.class, ThreeTeams::new);
        context.registerBean(People.class);
        context.registerBean("calendarVersions", CalendarVersions.class, RoundTheClock::new);
        context.registerBean(
                TransactionTemplate.class,
                () -> new TransactionTemplate(context.getBean(DataSourceTransactionManager.class)));
    }

    public Tickets tickets() {
        return house.get(Tickets.class);
    }

    long open(TenantId tenant, @Nullable String origin) {
        return open(tenant, origin, Grade.HIGH, Grade.HIGH, PROBE);
    }

    long open(TenantId tenant, @Nullable String origin, Grade impact, Grade urgency, Actor by) {
        return house.in(tenant, () -> tickets().open(wanted(origin, "Site web muet", impact, urgency, by)));
    }

    OpenTicket wanted(@Nullable String origin, String title, Grade impact, Grade urgency, Actor by) {
        return new OpenTicket(
                TicketKind.INCIDENT,
                origin,
                title,
                "502",
                impact,
                urgency,
                null,
                5L,
                9L,
                null,
                null,
                null,
                time.instant(),
                by);
    }

    public void at(String time) {
        this.time.set("2026-11-23T" + time + "Z");
    }

    public static Instant today(String time) {
        return Instant.parse("2026-11-23T" + time + "Z");
    }

    public void run(Runnable work) {
        house.run(BOUTIQUE, work);
    }

    public <T> T in(Supplier<T> work) {
        return house.in(BOUTIQUE, work);
    }

    public Ticket get(long number) {
        return in(() -> tickets().get(number));
    }

    ClockView clock(long number, Milestone milestone) {
        return in(() -> tickets().clocks(number)).stream()
                .filter(clock -> clock.name() == milestone)
                .findFirst()
                .orElseThrow();
    }

    /** From now on, what is promised comes with these steps on the way to the restoration. */
    void escalates(String... steps) {
        escalates(Milestone.RESTORE, steps);
    }

    void escalates(Milestone milestone, String... steps) {
        house.get(Level.class)
                .escalate(new Escalation(Map.of(
                        milestone,
                        Stream.of(steps)
                                .map(step -> EscalationStep.parse(step).orElseThrow())
                                .toList())));
    }

    int fire() {
        return house.get(DueWatch.class).fireDue();
    }

    /** The deadlines that are told as missed now, for this ticket. */
    List<Instant> breachesTold(long number) {
        house.told();
        fire();
        return house.told().stream()
                .filter(TicketNews.ClockBreached.class::isInstance)
                .map(TicketNews.ClockBreached.class::cast)
                .filter(told -> told.number() == number)
                .map(TicketNews.ClockBreached::dueAt)
                .toList();
    }

    /** What only the owner of the tables may do. */
    void jdbcAsOwner(String statement) {
        JdbcClient.create(house.database.owner()).sql(statement).update();
    }

    public JdbcClient jdbc() {
        return house.get(JdbcClient.class);
    }

    public <T> T across(Supplier<T> work) {
        return Scope.across("a test")
                .call(() -> house.get(TransactionTemplate.class).execute(status -> work.get()));
    }

    @Override
    public void close() {
        house.close();
    }

    static class Level extends Contracts {
        private Escalation escalation = Escalation.NONE;

        void escalate(Escalation by) {
            escalation = by;
        }

        Level() {
            super(null, null, null, null);
        }

        @Override
        public Prioritised prioritise(String impact, String urgency) {
            return new Prioritised(PriorityMatrix.USUAL.priority(impact, urgency), null);
        }

        @Override
        public Optional<Promise> promiseFor(String kind, Priority priority, @Nullable Long serviceId) {
            var targets = switch (priority) {
                case P1 -> Map.of(Milestone.RESPOND, "15m", Milestone.RESTORE, "4h", Milestone.RESOLVE, "8h");
                case P2 -> Map.of(Milestone.RESPOND, "1h", Milestone.RESTORE, "8h", Milestone.RESOLVE, "24h");
                case P3 -> Map.of(Milestone.RESPOND, "4h", Milestone.RESOLVE, "40h");
                case P4 -> Map.<Milestone, String>of();
            };
            return targets.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Promise(
                            "standard",
                            "h24",
                            1,
                            targets,
                            new TreeSet<>(List.of("waiting-for-client")),
                            escalation,
                            Words.of("promise.source", "standard", priority)));
        }
    }

    static class ThreeTeams extends Teams {
        ThreeTeams() {
            super(null, null);
        }

        @Override
        public List<Team> all() {
            return List.of(
                    new Team(1, "n1", "Centre de services", 1),
                    new Team(2, "n2", "Systèmes", 2),
                    new Team(3, "n3", "Éditeurs", 3));
        }

        @Override
        public Optional<Team> find(String key) {
            return all().stream().filter(team -> team.key().equals(key)).findFirst();
        }
    }

    static class RoundTheClock extends CalendarVersions {
        RoundTheClock() {
            super(null);
        }

        private final BusinessCalendar always = BusinessCalendar.of(CalendarDefinition.parse(
                Map.of("timezone", ZoneId.of("Europe/Paris"), "week", Map.of("mon-sun", List.of("00:00-24:00")))));

        @Override
        BusinessCalendar version(long id) {
            return always;
        }
    }
}
