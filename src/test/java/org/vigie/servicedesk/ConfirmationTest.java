package org.vigie.servicedesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.vigie.contracts.Milestone;
import org.vigie.organization.People;

/** Whoever asked says whether it is solved. */
class ConfirmationTest {
    private static Desk desk;

    @BeforeAll
    static void open() {
        desk = new Desk();
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    private static long resolved() {
        desk.at("09:00:00");
        long number = desk.open(Desk.BOUTIQUE, null);
        desk.at("10:00:00");
        desk.run(() -> desk.tickets().resolve(number, "Câble changé", Desk.LEA));
        return number;
    }

    private static void confirm(long number) {
        desk.run(() -> desk.tickets().confirm(number, Desk.CLIENT));
    }

    private static void contradict(long number, String text) {
        desk.run(() -> desk.tickets().contradict(number, text, List.of(), Desk.CLIENT, null));
    }

    private static List<TimelineEntry.Kind> told(long number) {
        return desk.in(() -> desk.tickets().timeline(number, false)).stream()
                .map(TimelineEntry::kind)
                .toList();
    }

    @Test
    void toConfirmClosesOnceAndKeepsTheClocksAsTheyStopped() {
        long number = resolved();
        ClockView before = desk.clock(number, Milestone.RESOLVE);
        confirm(number);
        confirm(number);
        assertThat(desk.get(number).state()).isEqualTo(TicketState.CLOSED);
        assertThat(desk.get(number).resolvedAt()).isEqualTo(Desk.today("10:00:00"));
        assertThat(told(number)).filteredOn(TimelineEntry.Kind.CLOSED::equals).hasSize(1);
        assertThat(desk.clock(number, Milestone.RESOLVE)).isEqualTo(before);
    }

    @Test
    void whatIsNotSolvedIsNotConfirmed() {
        long number = desk.open(Desk.BOUTIQUE, null);
        assertThatThrownBy(() -> confirm(number)).hasMessageContaining("refusal.ticket.not-resolved");
        assertThat(desk.get(number).state()).isEqualTo(TicketState.NEW);
    }

    @Test
    void toContradictIsAMessageThatReopensAndTheTimeBetweenDoesNotCount() {
        long number = resolved();
        Duration remaining = desk.clock(number, Milestone.RESOLVE).remaining();
        desk.at("12:00:00");
        contradict(number, "Toujours rien\nsur l'écran");
        assertThat(desk.get(number).state()).isEqualTo(TicketState.ASSIGNED);
        assertThat(told(number)).endsWith(TimelineEntry.Kind.MESSAGE, TimelineEntry.Kind.REOPENED);
        ClockView running = desk.clock(number, Milestone.RESOLVE);
        assertThat(running.state()).isEqualTo(ClockView.State.RUNNING);
        assertThat(running.elapsed()).isEqualTo(Duration.ofHours(1));
        if (remaining != null) {
            assertThat(running.remaining()).isEqualTo(remaining);
        }
        // Said again, it is one more message.
        contradict(number, "Vraiment rien");
        assertThat(told(number)).filteredOn(TimelineEntry.Kind.REOPENED::equals).hasSize(1);
    }

    @Test
    void anEmptyContradictionChangesNothing() {
        long number = resolved();
        assertThatThrownBy(() -> contradict(number, "  ")).hasMessageContaining("refusal.ticket.blank");
        assertThat(desk.get(number).state()).isEqualTo(TicketState.RESOLVED);
    }

    @Test
    void whatIsOverIsNotTakenUpAgain() {
        long confirmed = resolved();
        confirm(confirmed);
        assertThatThrownBy(() -> contradict(confirmed, "Si")).hasMessageContaining("refusal.ticket.over");

        long old = resolved();
        desk.time.pass(Ticket.STILL_OPENS);
        assertThat(desk.get(old).isOver(desk.time.instant())).isFalse();
        desk.time.pass(Duration.ofSeconds(1));
        assertThat(desk.get(old).isOver(desk.time.instant())).isTrue();
        assertThatThrownBy(() -> contradict(old, "Si")).hasMessageContaining("refusal.ticket.over");
        assertThat(desk.get(old).state()).isEqualTo(TicketState.RESOLVED);
    }

    @Test
    void whoAskedAndWhoFollowsTakePart() {
        long anna = person("Anna", "anna@boutique.example");
        long marc = person("Marc", "marc@boutique.example");
        long number = desk.open(Desk.BOUTIQUE, null);
        assertThat(takesPart(number, anna)).isFalse();
        desk.run(() -> desk.tickets().askedBy(number, anna, Desk.LEA));
        desk.run(() -> desk.tickets().watch(number, marc, Desk.LEA));
        assertThat(takesPart(number, anna)).isTrue();
        assertThat(takesPart(number, marc)).isTrue();
        desk.run(() -> desk.tickets().unwatch(number, marc, Desk.LEA));
        assertThat(takesPart(number, marc)).isFalse();
    }

    private static long person(String name, @Nullable String email) {
        return desk.in(() -> desk.house
                .get(People.class)
                .meet(name, String.valueOf(email), Locale.FRENCH)
                .id());
    }

    private static boolean takesPart(long number, long person) {
        return desk.in(() -> desk.tickets().takesPart(desk.tickets().get(number), person));
    }
}
