package org.vigie.servicedesk.satisfaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.vigie.servicedesk.Desk.BOUTIQUE;
import static org.vigie.servicedesk.Desk.LEA;
import static org.vigie.servicedesk.Desk.MAIRIE;
import static org.vigie.servicedesk.Desk.PROBE;
import static org.vigie.servicedesk.Desk.SAMI;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.vigie.mail.Outbox;
import org.vigie.organization.People;
import org.vigie.servicedesk.Desk;
import org.vigie.servicedesk.Grade;
import org.vigie.servicedesk.Merges;
import org.vigie.servicedesk.NewTask;
import org.vigie.servicedesk.OpenTicket;
import org.vigie.servicedesk.Opinions;
import org.vigie.servicedesk.Task;
import org.vigie.servicedesk.Tasks;
import org.vigie.servicedesk.TicketKind;
import org.vigie.servicedesk.correspondence.Correspondence;
import org.vigie.shared.Actor;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;
import org.vigie.shared.SqlTime;
import org.vigie.shared.TenantId;

class QuestionsTest {
    private static final Pattern LINK =
            Pattern.compile("https://vigie\\.example/desk/opinion\\?token=([\\w-]{43})&score=5");
    private static Desk desk;
    private static int counter;

    private long anna;

    @BeforeAll
    static void furnish() {
        desk = new Desk(Map.of(
                "vigie.mail.smtp.host", "127.0.0.1",
                "vigie.mail.smtp.from", "vigie@msp.example",
                "vigie.satisfaction.address", "https://vigie.example/desk/"));
        desk.across(() -> desk.house.get(JdbcClient.class).sql("""
                        insert into organization.client (tenant_id, key, name, locale, created_at)
                        values (1, 'boutique', 'Boutique', 'fr', now()), (2, 'mairie', 'Mairie', 'fr', now())
                        """).update());
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @BeforeEach
    void somebodyNew() {
        desk.at("09:00:00");
        anna = person(BOUTIQUE);
    }

    private static long person(TenantId tenant) {
        int one = ++counter;
        return Scope.of(tenant)
                .call(() -> desk.house
                        .get(People.class)
                        .meet("Anna " + one, "anna" + one + "@client.example", Locale.FRENCH)
                        .id());
    }

    private static long ticket(TicketKind kind, @Nullable Long person) {
        return desk.in(() -> desk.tickets()
                .open(new OpenTicket(
                        kind,
                        null,
                        "Imprimante",
                        "Rien ne sort",
                        Grade.MEDIUM,
                        Grade.MEDIUM,
                        null,
                        null,
                        null,
                        null,
                        person,
                        null,
                        desk.time.instant(),
                        LEA)));
    }

    private static void resolve(long number, Actor by) {
        desk.run(() -> desk.tickets().resolve(number, "Bac refermé", by));
    }

    private static List<Question> of(long number) {
        return desk.in(() -> questions().of(number));
    }

    private static Questions questions() {
        return desk.house.get(Questions.class);
    }

    private static Opinions opinions() {
        return desk.house.get(Opinions.class);
    }

    /** What the mail of the resolution holds. */
    private static String secret(long number) {
        String body = desk.in(() -> desk.house.get(Outbox.class).about(Correspondence.about(number)))
                .getLast()
                .letter()
                .body();
        var found = LINK.matcher(body);
        assertThat(found.find()).as(body).isTrue();
        return found.group(1);
    }

    private long asked() {
        long number = ticket(TicketKind.REQUEST, anna);
        resolve(number, SAMI);
        return number;
    }

    @Test
    void theMailOfAResolutionAsksWhoAsked() {
        long number = asked();

        assertThat(of(number)).singleElement().satisfies(question -> {
            assertThat(question.asked()).isTrue();
            assertThat(question.opinion()).isNull();
        });
        assertThat(opinions().open(secret(number)).number()).isEqualTo(number);
        assertThat(of(number).getFirst().opinion())
                .as("to look is not to answer")
                .isNull();
    }

    @Test
    void theLastWordCountsAndEachIsKept() {
        long number = asked();
        String secret = secret(number);
        opinions().say(secret, 3, " Un peu long ");
        opinions().say(secret, 5, "");

        assertThat(of(number).getFirst().opinion()).isEqualTo(new Opinion(5, "", desk.time.instant()));
        long question = of(number).getFirst().id();
        assertThat(desk.across(() -> desk.house
                        .get(JdbcClient.class)
                        .sql("select count(*) from servicedesk.opinion where question_id = ?")
                        .param(question)
                        .query(Integer.class)
                        .single()))
                .isEqualTo(2);
    }

    @Test
    void aBadAnswerIsLookedIntoOnce() throws Exception {
        long number = asked();
        String secret = secret(number);
        var go = new CountDownLatch(1);
        var clicks = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < 4; i++) {
            int score = 1 + i % 2;
            clicks.add(CompletableFuture.runAsync(() -> {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                opinions().say(secret, score, "Toujours en panne");
            }));
        }
        go.countDown();
        for (var click : clicks) {
            click.get();
        }
        opinions().say(secret, 5, "");
        opinions().say(secret, 1, "Et encore");

        assertThat(tasks(number))
                .as("the promised times of the client have nothing to do with it")
                .singleElement()
                .satisfies(task -> {
                    assertThat(task.title()).startsWith("Sur un avis de ").endsWith("demander ce qui n’a pas été");
                    assertThat(task.assigneeAccount()).isEqualTo(SAMI.accountId());
                    assertThat(task.dueAt()).isEqualTo(desk.time.instant().plus(Duration.ofDays(2)));
                });
        long sami = Objects.requireNonNull(SAMI.accountId());
        assertThat(desk.in(() -> desk.house.get(Tasks.class).openOf(sami, 10)))
                .as("the ticket is resolved, and this is to be done all the same")
                .extracting(Task::number)
                .contains(number);
        assertThat(desk.in(() -> desk.tickets().timeline(number, true))).anySatisfy(line -> {
            assertThat(line.what().code()).isEqualTo("timeline.opinion");
            assertThat(line.body()).isEqualTo("Toujours en panne");
            assertThat(line.by().name()).startsWith("Anna ");
        });
    }

    private static List<Task> tasks(long number) {
        return desk.in(() -> desk.house.get(Tasks.class).of(number));
    }

    @Test
    void whatIsToBeDoneStandsOnTheTicketThatIsLeft() {
        long left = ticket(TicketKind.REQUEST, null);
        long number = asked();
        String secret = secret(number);
        desk.run(() -> desk.tickets().reopen(number, "Encore", SAMI));
        desk.run(() -> desk.house.get(Merges.class).merge(left, List.of(number), false, SAMI));
        opinions().say(secret, 1, "");

        assertThat(tasks(left)).hasSize(1);
        assertThat(of(number).getFirst().opinion()).isNotNull();
    }

    @Test
    void aFullListOfTasksLosesNoAnswer() {
        long number = ticket(TicketKind.REQUEST, anna);
        desk.run(() -> {
            for (int i = 0; i < 4; i++) {
                desk.house.get(Tasks.class).add(number, Collections.nCopies(50, NewTask.of("", "À faire")), SAMI);
            }
            desk.tickets().resolve(number, "Bac refermé", true, SAMI);
        });
        opinions().say(secret(number), 2, "");

        assertThat(of(number).getFirst().opinion()).isNotNull();
        assertThat(tasks(number)).hasSize(201);
    }

    @Test
    void nobodyChangesTheirMindForever() {
        long number = asked();
        String secret = secret(number);
        for (int i = 0; i < Questions.MOST_ANSWERS; i++) {
            opinions().say(secret, 3 + i % 3, "");
        }
        assertThatThrownBy(() -> opinions().say(secret, 1, "")).isInstanceOf(Refused.class);
        int last = 3 + (Questions.MOST_ANSWERS - 1) % 3;
        opinions().say(secret, last, "");
        assertThat(of(number).getFirst().opinion()).extracting(Opinion::score).isEqualTo(last);
    }

    @Test
    void keepsOddCharactersAsWellAsItCan() {
        long number = asked();
        opinions().say(secret(number), 4, " a\u0000b\r\nc\ud800d\r\n");
        assertThat(of(number).getFirst().opinion()).extracting(Opinion::comment).isEqualTo("ab\nc?d");
        String longest = "x\r\n".repeat(Questions.LONGEST_COMMENT / 2);
        opinions().say(secret(number), 4, longest);
    }

    @Test
    void whyNobodyWasAskedIsKept() {
        assertThat(why(ticket(TicketKind.REQUEST, null), SAMI)).isEqualTo("no-mail");
        People people = desk.house.get(People.class);
        String address = Objects.requireNonNull(desk.in(() -> people.get(anna)).email());
        desk.run(() -> people.unreachable(address));
        assertThat(why(ticket(TicketKind.REQUEST, anna), SAMI)).isEqualTo("returned");
        desk.run(() -> people.reached(address));
        assertThat(why(ticket(TicketKind.CHANGE, anna), SAMI)).isEqualTo("not-asked-for");
        assertThat(why(ticket(TicketKind.INCIDENT, anna), PROBE)).isEqualTo("automatic");
        assertThat(why(ticket(TicketKind.INCIDENT, anna), SAMI)).isNull();
        assertThat(why(ticket(TicketKind.INCIDENT, anna), SAMI)).isEqualTo("recently");
        desk.time.set("2026-12-07T09:00:01Z");
        assertThat(why(ticket(TicketKind.INCIDENT, anna), SAMI)).isNull();
    }

    private static @Nullable String why(long number, Actor by) {
        resolve(number, by);
        return of(number).getLast().whyNot();
    }

    @Test
    void whatNeverWasAndWhatIsOverAnswerTheSame() {
        String secret = secret(asked());
        assertThatThrownBy(() -> opinions().open("nothing")).isInstanceOf(NotFound.class);
        desk.time.set("2026-12-07T08:59:59Z");
        assertThat(opinions().open(secret)).isNotNull();
        desk.time.set("2026-12-07T09:00:00Z");
        assertThatThrownBy(() -> opinions().open(secret)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> opinions().say(secret, 5, "")).isInstanceOf(NotFound.class);
    }

    @Test
    void refusesWhatIsNoAnswerAndNamesTheField() {
        String secret = secret(asked());
        for (int score : new int[] {0, 6, -1, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> opinions().say(secret, score, ""))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            no -> assertThat(no.errors().getFirst().field()).isEqualTo("score"));
        }
        assertThatThrownBy(() -> opinions().say(secret, 5, "x".repeat(Questions.LONGEST_COMMENT + 1)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        no -> assertThat(no.errors().getFirst().field()).isEqualTo("comment"));
    }

    @Test
    void anotherClientSeesNothingOfIt() {
        long number = asked();
        assertThat(desk.house.in(MAIRIE, () -> questions().of(number))).isEmpty();
    }

    /** Whatever is said how often: the count is that of the last answers, and no rate is without its count. */
    @Test
    void theCountIsThatOfTheLastAnswers() {
        var random = new Random(11);
        Instant from = Instant.parse("2026-12-20T00:00:00Z");
        desk.time.set(from.toString());
        int[] expected = new int[5];
        for (int i = 0; i < 12; i++) {
            anna = person(BOUTIQUE);
            String secret = secret(asked());
            int last = 0;
            for (int times = random.nextInt(4); times > 0; times--) {
                last = 3 + random.nextInt(3);
                opinions().say(secret, last, "");
            }
            if (last > 0) {
                expected[last - 1]++;
            }
        }
        resolve(ticket(TicketKind.REQUEST, null), SAMI);

        List<Integer> published = desk.across(() -> desk.house
                .get(JdbcClient.class)
                .sql("select score from servicedesk.fact_opinion where resolved_at >= ? order by score")
                .param(SqlTime.of(from))
                .query((row, n) -> row.getObject("score", Integer.class))
                .list());
        assertThat(published)
                .as("one line each, the unanswered ones among them")
                .hasSize(13);
        for (int score = 1; score <= 5; score++) {
            assertThat(Collections.frequency(published, score))
                    .as("score " + score)
                    .isEqualTo(expected[score - 1]);
        }
    }
}
