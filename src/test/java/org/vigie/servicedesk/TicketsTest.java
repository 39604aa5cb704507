package org.vigie.servicedesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.vigie.servicedesk.Desk.BOUTIQUE;
import static org.vigie.servicedesk.Desk.CLIENT;
import static org.vigie.servicedesk.Desk.EVIDENCE;
import static org.vigie.servicedesk.Desk.LEA;
import static org.vigie.servicedesk.Desk.MAIRIE;
import static org.vigie.servicedesk.Desk.PROBE;
import static org.vigie.servicedesk.Desk.SAMI;
import static org.vigie.servicedesk.Desk.today;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vigie.contracts.Milestone;
import org.vigie.organization.People;
import org.vigie.organization.PersonDeclaration;
import org.vigie.servicedesk.ClockView.State;
import org.vigie.shared.Actor;
import org.vigie.shared.NotFound;
import org.vigie.shared.Priority;
import org.vigie.shared.Refused;
import org.vigie.shared.Words;

class TicketsTest {
    static Desk desk;

    @BeforeAll
    static void open() {
        desk = new Desk();
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @BeforeEach
    void nine() {
        desk.at("09:00:00");
        desk.fire();
        desk.house.told();
    }

    Tickets tickets() {
        return desk.tickets();
    }

    @ParameterizedTest
    @CsvSource({
        "HIGH, HIGH, P1",
        "HIGH, MEDIUM, P2",
        "MEDIUM, HIGH, P2",
        "HIGH, LOW, P3",
        "MEDIUM, MEDIUM, P3",
        "LOW, HIGH, P3",
        "MEDIUM, LOW, P4",
        "LOW, MEDIUM, P4",
        "LOW, LOW, P4"
    })
    void readsThePriorityFromImpactAndUrgency(Grade impact, Grade urgency, Priority priority) {
        long number = desk.open(BOUTIQUE, null, impact, urgency, LEA);

        assertThat(desk.get(number).priority()).isEqualTo(priority);
    }

    @Test
    void startsThePromisedClocksFromTheOpening() {
        long number = desk.open(BOUTIQUE, null);

        assertThat(number).isGreaterThan(1000);
        assertThat(desk.get(number).team()).isEqualTo("n1");
        assertThat(desk.get(number).nextDueAt()).isEqualTo(today("09:15:00"));
        assertThat(desk.in(() -> tickets().clocks(number)))
                .extracting(ClockView::dueAt)
                .containsExactly(today("09:15:00"), today("13:00:00"), today("17:00:00"));
        assertThat(desk.house.told()).singleElement().isInstanceOf(TicketNews.TicketOpened.class);
    }

    @Test
    void opensOneTicketForAnOriginHoweverManyAskAtOnce() throws Exception {
        var start = new CyclicBarrier(4);
        Callable<Long> opening = () -> {
            start.await();
            return desk.open(BOUTIQUE, "alert 12");
        };
        try (var pool = Executors.newFixedThreadPool(4)) {
            var numbers = pool
                    .invokeAll(IntStream.range(0, 4).mapToObj(i -> opening).toList())
                    .stream()
                    .map(future -> future.resultNow())
                    .distinct()
                    .toList();

            assertThat(numbers).hasSize(1);
            assertThat(desk.house.told()).hasSize(1);
            assertThat(desk.open(MAIRIE, "alert 12")).isNotEqualTo(numbers.getFirst());
        }
    }

    @Test
    void anotherClientsTicketDoesNotExist() {
        long number = desk.open(MAIRIE, null);

        assertThatThrownBy(() -> desk.get(number)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> desk.run(() -> tickets().reply(number, "?", false, LEA)))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> desk.run(() -> tickets().timeline(number, true)))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void onlyAPersonTakes() {
        long number = desk.open(BOUTIQUE, null);

        assertThatThrownBy(() -> desk.run(() -> tickets().take(number, PROBE))).isInstanceOf(Refused.class);
        desk.at("09:10:00");
        desk.run(() -> tickets().take(number, LEA));

        assertThat(desk.clock(number, Milestone.RESPOND).state()).isEqualTo(State.MET);
        assertThat(desk.clock(number, Milestone.RESPOND).elapsed()).isEqualTo(Duration.ofMinutes(10));
        assertThat(desk.get(number).state()).isEqualTo(TicketState.ASSIGNED);
        assertThat(desk.get(number).assignee()).isEqualTo("Léa");
    }

    @ParameterizedTest
    @CsvSource({
        "take, MET",
        "assignToMyself, MET",
        "assignToAnother, RUNNING",
        "assignAutomatically, RUNNING",
        "answer, MET",
        "noteAmongColleagues, RUNNING",
        "automaticMessage, RUNNING",
        "clientWrites, RUNNING",
        "hold, MET",
        "resolve, MET",
        "automaticResolution, WITHOUT_OBJECT",
        "edit, RUNNING"
    })
    void keepsTheResponseTimeByWhatAPersonOfTheDeskDoes(String act, State respond) {
        long number = desk.open(BOUTIQUE, null);
        desk.at("09:05:00");
        desk.run(() -> {
            switch (act) {
                case "take" -> tickets().take(number, LEA);
                case "assignToMyself" -> tickets().assign(number, "n2", 7L, "Léa", LEA);
                case "assignToAnother" -> tickets().assign(number, "n2", 8L, "Sami", LEA);
                case "assignAutomatically" -> tickets().assign(number, "n2", null, null, PROBE);
                case "answer" -> tickets().reply(number, "Nous regardons.", false, LEA);
                case "noteAmongColleagues" -> tickets().reply(number, "Encore lui.", true, LEA);
                case "automaticMessage" -> tickets().reply(number, "Bien reçu.", false, PROBE);
                case "clientWrites" -> tickets().replyFromClient(number, "Alors ?", CLIENT);
                case "hold" -> tickets().pause(number, "waiting-for-client", "Quel écran ?", LEA);
                case "resolve" -> tickets().resolve(number, "Redémarré", LEA);
                case "automaticResolution" -> tickets().resolve(number, "Rétabli seul", PROBE);
                default -> tickets().edit(number, "Autre titre", null, null, null, null, LEA);
            }
        });

        assertThat(desk.clock(number, Milestone.RESPOND).state()).isEqualTo(respond);
    }

    @Test
    void anAutomaticResolutionAfterTheDeadlineDoesNotExcuseIt() {
        long number = desk.open(BOUTIQUE, null);
        desk.at("09:20:00");
        desk.run(() -> tickets().resolve(number, "Rétabli seul", PROBE));

        assertThat(desk.clock(number, Milestone.RESPOND).state()).isEqualTo(State.BREACHED);
        assertThat(desk.breachesTold(number)).containsExactly(today("09:15:00"));
        assertThat(desk.across(() -> desk.jdbc()
                        .sql("select verdict from servicedesk.fact_clock where number = ? and milestone = 'respond'")
                        .param(number)
                        .query(String.class)
                        .single()))
                .isEqualTo("missed");
    }

    @Test
    void waitsStopTheClocksOnlyForReasonsOfTheContract() {
        long number = desk.open(BOUTIQUE, null);
        desk.run(() -> tickets().take(number, LEA));
        desk.at("10:00:00");
        desk.run(() -> tickets().pause(number, "waiting-for-client", null, LEA));

        assertThat(desk.clock(number, Milestone.RESTORE).state()).isEqualTo(State.PAUSED);
        assertThat(desk.clock(number, Milestone.RESTORE).dueAt()).isNull();
        assertThat(desk.get(number).nextDueAt()).isNull();

        desk.at("11:00:00");
        desk.run(() -> tickets().replyFromClient(number, "L'écran bleu", CLIENT));
        assertThat(desk.get(number).state()).isEqualTo(TicketState.ASSIGNED);
        assertThat(desk.clock(number, Milestone.RESTORE).dueAt()).isEqualTo(today("14:00:00"));

        desk.run(() -> tickets().pause(number, "lunch", null, LEA));
        assertThat(desk.clock(number, Milestone.RESTORE).dueAt()).isEqualTo(today("14:00:00"));
        desk.at("12:00:00");
        desk.run(() -> tickets().replyFromClient(number, "Toujours là ?", CLIENT));
        assertThat(desk.get(number).state()).isEqualTo(TicketState.WAITING);

        var explanation = desk.in(() -> tickets().explain(number, Milestone.RESTORE));
        assertThat(explanation.waits())
                .extracting(
                        Explanation.Wait::reason,
                        Explanation.Wait::counts,
                        wait -> wait.why().code(),
                        Explanation.Wait::by)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("waiting-for-client", true, "explanation.wait.counts", LEA),
                        org.assertj.core.groups.Tuple.tuple("lunch", false, "explanation.wait.not-agreed", LEA));
        assertThat(explanation.sum())
                .isEqualTo(Duration.ofHours(2))
                .isEqualTo(explanation.clock().elapsed());
        assertThat(explanation.target()).isEqualTo(Duration.ofHours(4));
        assertThat(explanation.source().args()).contains("standard");
    }

    @Test
    void anotherPriorityKeepsTheStart() {
        long number = desk.open(BOUTIQUE, null);
        desk.at("09:05:00");
        desk.run(() -> tickets().edit(number, null, null, Grade.MEDIUM, Grade.MEDIUM, null, LEA));

        assertThat(desk.get(number).priority()).isEqualTo(Priority.P3);
        assertThat(desk.clock(number, Milestone.RESPOND).dueAt()).isEqualTo(today("13:00:00"));
        assertThat(desk.clock(number, Milestone.RESTORE).state()).isEqualTo(State.WITHOUT_OBJECT);

        desk.at("09:30:00");
        desk.run(() -> tickets().edit(number, null, null, Grade.HIGH, Grade.HIGH, null, LEA));
        assertThat(desk.clock(number, Milestone.RESTORE).dueAt()).isEqualTo(today("13:00:00"));
        assertThat(desk.clock(number, Milestone.RESPOND).breachedAt()).isEqualTo(today("09:15:00"));
    }

    @Test
    void refusesAStaleEdit() {
        long number = desk.open(BOUTIQUE, null);
        long version = desk.get(number).version();
        desk.run(() -> tickets().edit(number, "Autre", null, null, null, version, LEA));

        assertThatThrownBy(() -> desk.run(() -> tickets().edit(number, "Encore", null, null, null, version, SAMI)))
                .isInstanceOfSatisfying(
                        Refused.class, no -> assertThat(no.kind()).isEqualTo(Refused.Kind.STALE));
    }

    @Test
    void twoWhoEditAtOnceLoseNothing() {
        long number = desk.open(BOUTIQUE, null);
        Edition seen = Edition.of(desk.get(number));
        desk.run(() -> tickets().edit(number, null, "Depuis midi.", null, Grade.LOW, null, SAMI));

        var kept = desk.in(() -> tickets()
                .edit(number, seen, new Edition("Autre", seen.description(), seen.impact(), seen.urgency()), LEA));
        assertThat(kept.clashes()).isEmpty();
        assertThat(Edition.of(desk.get(number)))
                .isEqualTo(new Edition("Autre", "Depuis midi.", seen.impact(), Grade.LOW));

        long version = desk.get(number).version();
        var asked = desk.in(() -> tickets()
                .edit(number, seen, new Edition("Encore", "Depuis hier.", seen.impact(), seen.urgency()), LEA));
        assertThat(asked.clashes()).containsExactlyInAnyOrder(Reconciled.Field.TITLE, Reconciled.Field.DESCRIPTION);
        assertThat(desk.get(number).version()).as("nothing is written").isEqualTo(version);

        desk.run(() -> tickets().edit(number, asked.now(), asked.merged(), LEA));
        assertThat(Edition.of(desk.get(number)))
                .isEqualTo(new Edition("Encore", "Depuis hier.", seen.impact(), Grade.LOW));
    }

    @Test
    void theTimelineSaysWhatATitleWas() {
        long number = desk.open(BOUTIQUE, null);
        String before = desk.get(number).title();
        desk.run(() -> tickets().edit(number, " Site de vente muet ", "Depuis midi.", null, null, null, SAMI));
        desk.run(() -> tickets().edit(number, "Site de vente muet", "Depuis midi.", null, null, null, SAMI));

        assertThat(desk.in(() -> tickets().timeline(number, true)).stream()
                        .filter(entry -> entry.kind() == TimelineEntry.Kind.EDITED)
                        .map(TimelineEntry::what))
                .containsExactly(
                        Words.of("timeline.retitled", SAMI.name(), before, "Site de vente muet"),
                        Words.of("timeline.rewritten", SAMI.name()));
    }

    @Test
    void holdsABreachBackUntilTheVerdict() {
        long number = desk.open(BOUTIQUE, null);
        desk.run(() -> tickets().take(number, LEA));
        desk.at("12:55:00");
        desk.run(() -> tickets().observeRestoration(number, today("12:54:00"), today("13:09:00"), EVIDENCE, PROBE));
        assertThat(desk.clock(number, Milestone.RESTORE).confirming()).isEqualTo(today("12:54:00"));

        desk.at("13:05:00");
        assertThat(desk.breachesTold(number)).isEmpty();
        desk.at("13:09:00");
        desk.run(() -> tickets().restore(number, today("12:54:00"), EVIDENCE, PROBE));

        var restore = desk.clock(number, Milestone.RESTORE);
        assertThat(restore.state()).isEqualTo(State.MET);
        assertThat(restore.stoppedAt()).isEqualTo(today("12:54:00"));
        assertThat(desk.get(number).restoredAt()).isEqualTo(today("12:54:00"));
        assertThat(desk.breachesTold(number)).isEmpty();
    }

    @Test
    void aRestorationThatDoesNotHoldReleasesTheBreach() {
        long number = desk.open(BOUTIQUE, null);
        desk.run(() -> tickets().take(number, LEA));
        desk.at("12:55:00");
        desk.run(() -> tickets().observeRestoration(number, today("12:54:00"), today("13:09:00"), EVIDENCE, PROBE));
        desk.at("13:05:00");
        desk.run(() -> tickets().forgetRestoration(number, EVIDENCE, PROBE));

        assertThat(desk.breachesTold(number)).containsExactly(today("13:00:00"));
        desk.run(() -> tickets().forgetRestoration(number, EVIDENCE, PROBE));
        assertThat(desk.house.told()).isEmpty();
    }

    @Test
    void aRelapseCountsAsIfItHadNeverWorked() {
        long number = desk.open(BOUTIQUE, null);
        desk.at("10:00:00");
        desk.run(() -> {
            tickets().restore(number, today("10:00:00"), EVIDENCE, PROBE);
            tickets().resolve(number, "Rétabli seul", PROBE);
        });
        assertThat(desk.clock(number, Milestone.RESTORE).state()).isEqualTo(State.MET);
        desk.at("11:00:00");
        desk.run(() -> tickets().relapse(number, today("11:00:00"), EVIDENCE, PROBE));

        assertThat(desk.get(number).state()).isEqualTo(TicketState.NEW);
        assertThat(desk.get(number).restoredAt()).isNull();
        assertThat(desk.clock(number, Milestone.RESTORE).dueAt()).isEqualTo(today("13:00:00"));
        assertThat(desk.clock(number, Milestone.RESOLVE).elapsed()).isEqualTo(Duration.ofHours(2));
        assertThat(desk.clock(number, Milestone.RESPOND).state()).isEqualTo(State.BREACHED);
    }

    @Test
    void theTimeUntilAReopeningDoesNotCount() {
        long number = desk.open(BOUTIQUE, null);
        desk.at("09:05:00");
        desk.run(() -> tickets().resolve(number, "Rétabli seul", PROBE));
        desk.at("16:00:00");
        desk.run(() -> tickets().reopen(number, "Toujours en panne", CLIENT));

        assertThat(desk.clock(number, Milestone.RESPOND).dueAt()).isEqualTo(today("16:10:00"));
        assertThat(desk.clock(number, Milestone.RESOLVE).elapsed()).isEqualTo(Duration.ofMinutes(5));
        assertThat(desk.get(number).resolvedAt()).isNull();
    }

    @Test
    void notesAmongColleaguesAreNotForTheClient() {
        long number = desk.open(BOUTIQUE, null);
        desk.run(() -> {
            tickets().reply(number, "Client difficile", true, LEA);
            tickets().reply(number, "Nous regardons.", false, LEA);
        });

        assertThat(desk.in(() -> tickets().timeline(number, false)))
                .extracting(TimelineEntry::body)
                .contains("Nous regardons.")
                .doesNotContain("Client difficile");
        assertThat(desk.in(() -> tickets().timeline(number, true)))
                .extracting(TimelineEntry::body)
                .contains("Nous regardons.", "Client difficile");
    }

    @Test
    void theLogOfTheClocksCannotBeRewritten() {
        desk.open(BOUTIQUE, null);
        for (String change : List.of(
                "update servicedesk.clock_event set at = now()",
                "delete from servicedesk.clock_event",
                "update servicedesk.timeline_entry set body = ''")) {
            assertThatThrownBy(() -> desk.across(() -> desk.jdbc().sql(change).update()))
                    .hasRootCauseInstanceOf(org.postgresql.util.PSQLException.class)
                    .hasStackTraceContaining("permission denied");
        }
    }

    @Test
    void aPersonCannotPoseAsTheWaitOfTheHouse() {
        long number = desk.open(BOUTIQUE, null);

        assertThatThrownBy(() ->
                        desk.run(() -> tickets().pause(number, ClockLog.WITHOUT_OBJECT, null, Actor.person(7, "Léa"))))
                .isInstanceOf(Refused.class);
    }

    @Test
    void aPersonOfTheClientAsksAndOthersFollow() {
        desk.run(() -> {
            var people = desk.house.get(People.class);
            people.put(new PersonDeclaration(
                    "durand", "Mme Durand", "Durand@boutique.example", Locale.FRENCH, new TreeSet<>()));
            people.put(new PersonDeclaration("petit", "M. Petit", null, Locale.FRENCH, new TreeSet<>()));
            long durand = people.byEmail(" durand@BOUTIQUE.example").getFirst().id();
            long petit = people.find("petit").orElseThrow().id();
            long number = tickets().open(asking(durand));
            desk.house.told();

            tickets().watch(number, petit, SAMI);
            tickets().watch(number, petit, SAMI);

            assertThat(tickets().get(number))
                    .returns("Mme Durand", Ticket::requester)
                    .returns(durand, Ticket::requesterPerson);
            assertThat(tickets().watchers(number)).containsExactly(petit);
            assertThat(desk.house.told()).hasSize(1);
            tickets().unwatch(number, petit, SAMI);
            tickets().unwatch(number, petit, SAMI);
            assertThat(tickets().watchers(number)).isEmpty();
            assertThat(tickets().timeline(number, false).stream()
                            .map(entry -> entry.what().code()))
                    .containsExactly("timeline.opened", "timeline.watched", "timeline.unwatched");
            assertThatThrownBy(() -> tickets().watch(number, 987_654, SAMI)).isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> tickets().open(asking(987_654))).isInstanceOf(NotFound.class);
        });
    }

    private OpenTicket asking(long person) {
        return new OpenTicket(
                TicketKind.REQUEST,
                null,
                "Nouvel écran",
                "",
                Grade.LOW,
                Grade.LOW,
                null,
                null,
                null,
                null,
                person,
                null,
                desk.time.instant(),
                SAMI);
    }

    @Test
    void aMessageIsToldWithWhoMayReadIt() {
        long number = desk.open(BOUTIQUE, null);
        desk.house.told();

        long note = desk.in(() -> tickets().reply(number, "entre nous", true, SAMI));
        long answer = desk.in(() -> tickets().reply(number, "bonjour", false, SAMI));
        long back = desk.in(() -> tickets().replyFromClient(number, "merci", CLIENT));

        assertThat(desk.house.told().stream().filter(TicketNews.MessageWritten.class::isInstance))
                .containsExactly(
                        new TicketNews.MessageWritten(BOUTIQUE, today("09:00:00"), number, note, true, true),
                        new TicketNews.MessageWritten(BOUTIQUE, today("09:00:00"), number, answer, false, true),
                        new TicketNews.MessageWritten(BOUTIQUE, today("09:00:00"), number, back, false, false));
    }
}
