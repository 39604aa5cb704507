package org.vigie.servicedesk.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.vigie.servicedesk.Desk.BOUTIQUE;
import static org.vigie.servicedesk.Desk.LEA;
import static org.vigie.servicedesk.Desk.MAIRIE;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.vigie.servicedesk.Desk;
import org.vigie.servicedesk.Grade;
import org.vigie.servicedesk.Task;
import org.vigie.servicedesk.Tasks;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.TicketKind;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;

class RecurrencesTest {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static Desk desk;

    @BeforeAll
    static void furnish() {
        desk = new Desk(Map.of());
        desk.across(() -> desk.house.get(JdbcClient.class).sql("""
                        insert into organization.client (tenant_id, key, name, locale, created_at)
                        values (1, 'boutique', 'Boutique', 'fr', now()), (2, 'mairie', 'Mairie', 'fr', now())
                        """).update());
        templates().put(template("backup-check", "Vérifier la restauration"), null, LEA);
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @BeforeEach
    void empty() {
        desk.time.set("2026-11-23T09:00:00Z");
        desk.across(() -> desk.house
                .get(JdbcClient.class)
                .sql("delete from servicedesk.recurrence")
                .update());
    }

    private static Template template(String key, String name) {
        return new Template(
                key,
                name,
                TicketKind.REQUEST,
                name,
                "Chaque mois",
                Grade.LOW,
                Grade.LOW,
                "backup",
                "nowhere",
                List.of("Restaurer un fichier", "Noter la durée"),
                0);
    }

    private static Templates templates() {
        return desk.house.get(Templates.class);
    }

    private static Recurrences recurrences() {
        return desk.house.get(Recurrences.class);
    }

    private static void look() {
        desk.house.get(RecurrenceWatch.class).look();
    }

    private static long add(@Nullable String rule, String first, String at) {
        return desk.in(
                () -> recurrences().add("backup-check", rule, LocalDate.parse(first), LocalTime.parse(at), PARIS, LEA));
    }

    /** Those that it opened, the first one first. */
    private static List<Ticket> opened(long recurrence) {
        return desk
                .across(() -> desk.house
                        .get(JdbcClient.class)
                        .sql("select number from servicedesk.ticket where origin like ? order by number")
                        .param("recurrence " + recurrence + " %")
                        .query(Long.class)
                        .list())
                .stream()
                .map(desk::get)
                .toList();
    }

    @Test
    void opensWhatItsTemplateSaysOnceForEachTime() {
        long one = add("FREQ=WEEKLY", "2026-11-24", "08:00");
        look();
        assertThat(opened(one)).isEmpty();
        desk.time.set("2026-11-24T07:00:00Z");
        look();
        look();
        assertThat(opened(one)).singleElement().satisfies(ticket -> {
            assertThat(ticket.title()).isEqualTo("Vérifier la restauration");
            assertThat(ticket.category()).isEqualTo("backup");
            assertThat(ticket.team()).as("it has no such team").isEqualTo("n1");
            assertThat(desk.in(() -> desk.house.get(Tasks.class).of(ticket.number())))
                    .extracting(Task::list, Task::title)
                    .containsExactly(
                            tuple("Vérifier la restauration", "Restaurer un fichier"),
                            tuple("Vérifier la restauration", "Noter la durée"));
        });
        desk.time.set("2026-12-01T07:00:00Z");
        look();
        assertThat(opened(one)).hasSize(2);
    }

    @Test
    void twoProcessesOpenOne() throws Exception {
        long one = add("FREQ=DAILY", "2026-11-24", "08:00");
        desk.time.set("2026-11-24T07:00:01Z");
        var looks = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < 4; i++) {
            looks.add(CompletableFuture.runAsync(RecurrencesTest::look));
        }
        for (var look : looks) {
            look.get();
        }
        assertThat(opened(one)).hasSize(1);
    }

    @Test
    void afterATimeWithoutVigieOneIsOpenedAndSaysHowManyWerePassedOver() {
        long one = add("FREQ=DAILY", "2026-11-24", "08:00");
        desk.time.set("2026-11-28T12:00:00Z");
        look();
        Ticket ticket = opened(one).getFirst();
        assertThat(opened(one)).hasSize(1);
        assertThat(desk.in(() -> desk.tickets().timeline(ticket.number(), true)))
                .anySatisfy(line ->
                        assertThat(line.what().code() + line.what().args()).isEqualTo("timeline.recurrence.passed[4]"));
        assertThat(desk.in(() -> recurrences().get(one)).next()).isEqualTo("2026-11-29T07:00:00Z");
    }

    @Test
    void aClockThatGoesBackOpensNothingTwice() {
        long one = add("FREQ=DAILY", "2026-11-24", "08:00");
        desk.time.set("2026-11-24T07:00:00Z");
        look();
        desk.time.set("2026-11-24T06:00:00Z");
        look();
        desk.time.set("2026-11-24T07:00:00Z");
        look();
        assertThat(opened(one)).hasSize(1);
    }

    @Test
    void opensNothingWhileItIsStoppedAndGoesOnWithWhatComes() {
        long one = add("FREQ=DAILY", "2026-11-24", "08:00");
        desk.run(() -> recurrences().stop(one, LEA));
        desk.time.set("2026-11-26T12:00:00Z");
        look();
        assertThat(opened(one)).isEmpty();
        desk.run(() -> recurrences().start(one, LEA));
        look();
        assertThat(opened(one)).isEmpty();
        assertThat(desk.in(() -> recurrences().get(one)).next()).isEqualTo("2026-11-27T07:00:00Z");
    }

    @Test
    void onceIsOnce() {
        long one = add(null, "2026-11-24", "08:00");
        desk.time.set("2026-12-24T07:00:00Z");
        look();
        look();
        assertThat(opened(one)).hasSize(1);
        assertThat(desk.in(() -> recurrences().get(one)).next()).isNull();
    }

    @Test
    void aClientThatLeftGetsNoTickets() {
        long one = add("FREQ=DAILY", "2026-11-24", "08:00");
        desk.across(() -> desk.house
                .get(JdbcClient.class)
                .sql("update organization.client set retired_at = now() where tenant_id = 1")
                .update());
        desk.time.set("2026-11-24T07:00:01Z");
        try {
            look();
            assertThat(opened(one)).isEmpty();
        } finally {
            desk.across(() -> desk.house
                    .get(JdbcClient.class)
                    .sql("update organization.client set retired_at = null where tenant_id = 1")
                    .update());
        }
    }

    @Test
    void anotherClientSeesNothingOfIt() {
        long one = add("FREQ=DAILY", "2026-11-24", "08:00");
        assertThat(desk.house.in(MAIRIE, () -> recurrences().all())).isEmpty();
        assertThat(desk.house.in(BOUTIQUE, () -> recurrences().all()))
                .extracting(Recurrence::id)
                .containsExactly(one);
        assertThatThrownBy(() -> desk.house.run(MAIRIE, () -> recurrences().remove(one, LEA)))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void refusesWhatNeverComesAndWhatIsNoRule() {
        assertThat(refused(() -> add("FREQ=SOMETIMES", "2026-11-24", "08:00"))).isEqualTo("rule");
        assertThat(refused(() -> add("FREQ=HOURLY", "2026-11-24", "08:00"))).isEqualTo("rule");
        assertThat(refused(() -> add("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2026-11-24", "08:00")))
                .isEqualTo("rule");
        assertThat(refused(() -> add(null, "2026-11-22", "08:00"))).isEqualTo("first");
        assertThatThrownBy(() -> templates().remove("nothing", LEA)).isInstanceOf(NotFound.class);
        add("FREQ=DAILY", "2026-11-24", "08:00");
        assertThatThrownBy(() -> templates().remove("backup-check", LEA)).isInstanceOf(Refused.class);
    }

    private static String refused(Runnable deed) {
        try {
            deed.run();
        } catch (Refused refused) {
            return refused.errors().getFirst().field();
        }
        return "";
    }

    /** Month after month against a calendar that is counted by hand: none is passed over, across both clock changes. */
    @ParameterizedTest
    @ValueSource(ints = {1, 15, 28, 29, 30, 31})
    void eachMonthHasItsDayOrItsLast(int day) {
        for (Rhythm rhythm : List.of(Rhythm.MONTH, Rhythm.QUARTER, Rhythm.YEAR)) {
            int step = rhythm == Rhythm.MONTH ? 1 : rhythm == Rhythm.QUARTER ? 3 : 12;
            LocalDate first = LocalDate.of(2027, 1, day);
            long one = add(rhythm.rule(first), first.toString(), "08:00");
            List<Instant> times = desk.in(() -> recurrences().get(one))
                    .from(Instant.parse("2026-12-31T00:00:00Z"))
                    .limit(24)
                    .toList();
            var expected = new ArrayList<Instant>();
            for (YearMonth month = YearMonth.of(2027, 1); expected.size() < 24; month = month.plusMonths(step)) {
                LocalDate date = month.atDay(Math.min(day, month.lengthOfMonth()));
                expected.add(date.atTime(8, 0).atZone(PARIS).toInstant());
            }
            assertThat(times).as(rhythm + " " + day).isEqualTo(expected);
        }
    }

    @Test
    void workdaysAreMondayToFridayWhateverTheFirstDay() {
        long one = add(Rhythm.WORKDAY.rule(LocalDate.of(2026, 11, 28)), "2026-11-28", "08:00");
        assertThat(desk.in(() -> recurrences().get(one))
                        .from(desk.time.instant())
                        .limit(6))
                .extracting(at -> at.atZone(PARIS).toLocalDate().toString())
                .containsExactly("2026-11-30", "2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04", "2026-12-07");
    }
}
