package org.vigie.servicedesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.vigie.servicedesk.Desk.BOUTIQUE;
import static org.vigie.servicedesk.Desk.LEA;
import static org.vigie.servicedesk.Desk.MAIRIE;
import static org.vigie.servicedesk.Desk.PROBE;
import static org.vigie.servicedesk.Desk.SAMI;
import static org.vigie.servicedesk.Desk.today;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;

class TasksTest {
    static Desk desk;
    long number;

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
        number = desk.open(BOUTIQUE, null, Grade.MEDIUM, Grade.MEDIUM, LEA);
    }

    static Tasks tasks() {
        return desk.house.get(Tasks.class);
    }

    List<Long> add(NewTask... wanted) {
        return desk.in(() -> tasks().add(number, List.of(wanted), SAMI));
    }

    @Test
    void isDoneBySomebodyAndMayBeToBeDoneAgain() {
        long task = add(NewTask.of("Départ", "Rendre le badge")).getFirst();
        desk.at("09:30:00");
        desk.run(() -> tasks().tick(number, task, LEA));
        desk.at("09:40:00");
        desk.run(() -> tasks().tick(number, task, SAMI));
        assertThat(desk.in(() -> tasks().of(number))).singleElement().satisfies(one -> {
            assertThat(one.list()).isEqualTo("Départ");
            assertThat(one.doneBy()).isEqualTo(LEA.name());
            assertThat(one.doneAt()).isEqualTo(today("09:30:00"));
        });
        desk.run(() -> tasks().untick(number, task, SAMI));
        assertThat(desk.in(() -> tasks().get(number, task)).isDone()).isFalse();
        assertThat(codes(true)).contains("timeline.task.added", "timeline.task.done", "timeline.task.undone");
        assertThat(codes(false)).noneMatch(code -> code.startsWith("timeline.task"));
    }

    List<String> codes(boolean internal) {
        return desk.in(() -> desk.tickets().timeline(number, internal)).stream()
                .map(entry -> entry.what().code())
                .toList();
    }

    @Test
    void aPersonWhoLeavesTasksOpenSaysSo() {
        long task = add(NewTask.of("", "Prévenir"), NewTask.of("", "Vérifier")).getFirst();
        assertThatThrownBy(() -> desk.run(() -> desk.tickets().resolve(number, "Fait", SAMI)))
                .isInstanceOfSatisfying(Refused.class, no -> {
                    assertThat(no.kind()).isEqualTo(Refused.Kind.CONFLICT);
                    assertThat(no.rule().args()).containsExactly(Long.toString(number), "2");
                });
        assertThat(desk.get(number).state()).isEqualTo(TicketState.NEW);
        desk.run(() -> tasks().tick(number, task, SAMI));
        desk.run(() -> desk.tickets().resolve(number, "Fait", true, SAMI));
        assertThat(desk.get(number).state()).isEqualTo(TicketState.RESOLVED);
        assertThat(codes(true)).contains("timeline.tasks.left");
        assertThat(codes(false)).doesNotContain("timeline.tasks.left");
    }

    @Test
    void anAutomatismWaitsForNoTask() {
        add(NewTask.of("", "Prévenir"));
        desk.run(() -> desk.tickets().resolve(number, "Rétabli", PROBE));
        assertThat(desk.get(number).state()).isEqualTo(TicketState.RESOLVED);
    }

    @Test
    void aChildWithOpenTasksIsNotResolvedWithItsParentAndSaysWhy() {
        long parent = desk.open(BOUTIQUE, null, Grade.MEDIUM, Grade.MEDIUM, LEA);
        desk.in(() -> desk.house.get(TicketLinks.class).tie(number, Tie.CHILD_OF, parent, SAMI));
        add(NewTask.of("", "Prévenir"));
        var children = desk.in(() -> desk.house.get(TicketLinks.class).resolveChildren(parent, "Fait", SAMI));
        assertThat(children).singleElement().satisfies(child -> {
            assertThat(child.number()).isEqualTo(number);
            assertThat(child.refusal()).isNotNull();
            assertThat(child.refusal().code()).isEqualTo("refusal.ticket.tasks");
        });
        assertThat(desk.get(number).state().isOpen()).isTrue();
    }

    @Test
    void thoseOfAPersonStandInOneListTheMostUrgentFirst() {
        long account = 4711;
        long far =
                add(new NewTask("", "loin", account, "Zoé", today("18:00:00"))).getFirst();
        long near =
                add(new NewTask("", "près", account, "Zoé", today("10:00:00"))).getFirst();
        long some = add(new NewTask("", "un jour", account, "Zoé", null)).getFirst();
        add(NewTask.of("", "à personne"));
        assertThat(mine(account)).containsExactly(near, far, some);
        desk.run(() -> tasks().tick(number, near, SAMI));
        assertThat(mine(account)).containsExactly(far, some);
        assertThat(desk.house.in(MAIRIE, () -> tasks().openOf(account, 10))).isEmpty();
        desk.run(() -> desk.tickets().resolve(number, "Fait", true, SAMI));
        assertThat(mine(account)).isEmpty();
    }

    static List<Long> mine(long account) {
        return desk.in(() -> tasks().openOf(account, 10)).stream().map(Task::id).toList();
    }

    @Test
    void whatWasDoneStaysAndWhatWasNotMayGo() {
        List<Long> two = add(NewTask.of("", "a"), NewTask.of("", "b"));
        desk.run(() -> tasks().tick(number, two.getFirst(), SAMI));
        assertThatThrownBy(() -> desk.run(() -> tasks().remove(number, two.getFirst(), SAMI)))
                .isInstanceOf(Refused.class);
        desk.run(() -> tasks().remove(number, two.getLast(), SAMI));
        assertThat(desk.in(() -> tasks().of(number))).hasSize(1);
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> add(NewTask.of("", " ")))
                .isInstanceOfSatisfying(
                        Refused.class,
                        no -> assertThat(no.errors().getFirst().field()).isEqualTo("title"));
        assertThatThrownBy(() -> add(NewTask.of("x".repeat(101), "y".repeat(301))))
                .isInstanceOfSatisfying(
                        Refused.class, no -> assertThat(no.errors()).hasSize(2));
        assertThatThrownBy(() -> add()).isInstanceOf(Refused.class);
        NewTask[] many =
                Collections.nCopies(Tasks.MOST + 1, NewTask.of("", "x")).toArray(NewTask[]::new);
        assertThatThrownBy(() -> add(many)).isInstanceOf(Refused.class);
        assertThat(desk.in(() -> tasks().of(number))).isEmpty();
        long task = add(NewTask.of("", "ici")).getFirst();
        long other = desk.open(BOUTIQUE, null);
        assertThatThrownBy(() -> desk.run(() -> tasks().tick(other, task, SAMI)))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> desk.house.run(MAIRIE, () -> tasks().tick(number, task, SAMI)))
                .isInstanceOf(NotFound.class);
    }
}
