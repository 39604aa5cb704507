package org.vigie.servicedesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.vigie.servicedesk.Desk.BOUTIQUE;
import static org.vigie.servicedesk.Desk.CLIENT;
import static org.vigie.servicedesk.Desk.LEA;
import static org.vigie.servicedesk.Desk.MAIRIE;
import static org.vigie.servicedesk.Desk.SAMI;
import static org.vigie.servicedesk.Desk.today;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vigie.contracts.Milestone;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;

class TicketLinksTest {
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
    }

    static TicketLinks links() {
        return desk.house.get(TicketLinks.class);
    }

    static long open1() {
        return desk.open(BOUTIQUE, null, Grade.MEDIUM, Grade.MEDIUM, LEA);
    }

    static long tie(long one, Tie tie, long other) {
        return desk.in(() -> links().tie(one, tie, other, SAMI));
    }

    static List<String> of(long number) {
        return desk.in(() -> links().of(number)).stream()
                .map(one -> one.tie().word() + " " + one.ticket().number())
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Tie.class)
    void isReadFromBothEndsInItsOwnWords(Tie tie) {
        long one = open1();
        long other = open1();

        long link = tie(one, tie, other);

        assertThat(of(one)).containsExactly(tie.word() + " " + other);
        assertThat(of(other)).containsExactly(tie.opposite().word() + " " + one);
        assertThat(tie.opposite().opposite()).isEqualTo(tie);
        assertThat(tie(one, tie, other)).isEqualTo(link);
        assertThat(tie(other, tie.opposite(), one)).isEqualTo(link);
        assertThat(codes(one)).contains("timeline.linked." + tie.word());
        assertThat(codes(other)).contains("timeline.linked." + tie.opposite().word());

        desk.run(() -> links().untie(other, link, SAMI));
        assertThat(of(one)).isEmpty();
        assertThat(of(other)).isEmpty();
        assertThatThrownBy(() -> desk.run(() -> links().untie(one, link, SAMI))).isInstanceOf(NotFound.class);
    }

    static List<String> codes(long number) {
        return desk.in(() -> desk.tickets().timeline(number, true)).stream()
                .map(entry -> entry.what().code())
                .toList();
    }

    @Test
    void theClientReadsNothingOfLinks() {
        long one = open1();
        tie(one, Tie.CAUSED_BY, open1());
        assertThat(desk.in(() -> desk.tickets().timeline(one, false)))
                .noneMatch(entry -> entry.what().code().startsWith("timeline.linked"));
    }

    @Test
    void neverGoesInACircle() {
        long a = open1();
        long b = open1();
        long c = open1();
        for (Tie tie : List.of(Tie.BLOCKED_BY, Tie.CAUSED_BY, Tie.CHILD_OF, Tie.DUPLICATE_OF)) {
            tie(a, tie, b);
            tie(b, tie, c);
            assertThatThrownBy(() -> tie(c, tie, a))
                    .isInstanceOfSatisfying(
                            Refused.class, no -> assertThat(no.rule().code()).isEqualTo("refusal.link.circle"));
            assertThatThrownBy(() -> tie(b, tie, a)).isInstanceOf(Refused.class);
        }
        assertThatThrownBy(() -> tie(a, Tie.RELATED_TO, a))
                .isInstanceOfSatisfying(
                        Refused.class, no -> assertThat(no.rule().code()).isEqualTo("refusal.link.itself"));
    }

    @Test
    void threePeopleAtOnceMakeNoCircle() throws Exception {
        for (int round = 0; round < 5; round++) {
            long[] three = {open1(), open1(), open1()};
            var together = new CyclicBarrier(3);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var all = new ArrayList<Callable<Boolean>>();
                for (int i = 0; i < 3; i++) {
                    long from = three[i];
                    long to = three[(i + 1) % 3];
                    all.add(() -> {
                        together.await();
                        try {
                            tie(from, Tie.BLOCKED_BY, to);
                            return true;
                        } catch (Refused circle) {
                            return false;
                        }
                    });
                }
                int made = 0;
                for (var one : threads.invokeAll(all)) {
                    made += one.get() ? 1 : 0;
                }
                assertThat(made).isEqualTo(2);
            }
        }
    }

    @Test
    void aTicketHasOneParent() {
        long child = open1();
        long parent = open1();
        tie(parent, Tie.PARENT_OF, child);
        assertThatThrownBy(() -> tie(child, Tie.CHILD_OF, open1()))
                .isInstanceOfSatisfying(
                        Refused.class, no -> assertThat(no.rule().args()).contains(Long.toString(parent)));
    }

    @Test
    void ticketsOfAnotherClientAreNotThere() {
        long one = open1();
        long foreign = desk.open(MAIRIE, null);
        assertThatThrownBy(() -> tie(one, Tie.RELATED_TO, foreign)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> desk.across(() -> links().tie(one, Tie.RELATED_TO, foreign, SAMI)))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void anOpenTicketThatBlocksIsInTheWay() {
        long one = open1();
        long blocker = open1();
        tie(one, Tie.BLOCKED_BY, blocker);
        assertThat(desk.in(() -> links().of(one))).singleElement().matches(LinkedTicket::isInTheWay);
        desk.run(() -> desk.tickets().resolve(blocker, "fait", SAMI));
        assertThat(desk.in(() -> links().of(one))).singleElement().matches(link -> !link.isInTheWay());
    }

    @Test
    void childrenAreResolvedWithTheParentEachForItself() {
        long parent = open1();
        long first = open1();
        long merged = open1();
        long solved = open1();
        for (long child : List.of(first, merged, solved)) {
            tie(child, Tie.CHILD_OF, parent);
        }
        desk.run(() -> desk.tickets().resolve(solved, "déjà", SAMI));
        desk.at("09:30:00");

        var children = desk.in(() -> links().resolveChildren(parent, "Le commutateur est remplacé", SAMI));

        assertThat(children.stream().map(TicketLinks.Child::number)).containsExactly(first, merged);
        assertThat(children).allMatch(child -> child.refusal() == null);
        assertThat(desk.get(first).state()).isEqualTo(TicketState.RESOLVED);
        assertThat(desk.get(parent).state()).isEqualTo(TicketState.NEW);
        assertThat(desk.clock(first, Milestone.RESOLVE).stoppedAt()).isEqualTo(today("09:30:00"));
    }

    // Splitting.

    long split(long number, long entry) {
        return desk.in(
                () -> desk.house.get(Splitting.class).split(number, entry, "Autre chose", TicketKind.REQUEST, SAMI));
    }

    @Test
    void aMessageBecomesATicketThatWaitsSinceItWasWritten() {
        long number = open1();
        desk.at("10:00:00");
        long entry = desk.in(() -> desk.tickets().replyFromClient(number, "Et mon badge ?", CLIENT));
        desk.at("11:00:00");

        long fresh = split(number, entry);

        Ticket ticket = desk.get(fresh);
        assertThat(ticket.title()).isEqualTo("Autre chose");
        assertThat(ticket.description()).isEqualTo("Et mon badge ?");
        assertThat(ticket.kind()).isEqualTo(TicketKind.REQUEST);
        assertThat(ticket.openedAt()).isEqualTo(today("10:00:00"));
        assertThat(desk.clock(fresh, Milestone.RESPOND).startedAt()).isEqualTo(today("10:00:00"));
        assertThat(of(fresh)).containsExactly("related-to " + number);
        assertThat(codes(number)).contains("timeline.split");
        assertThat(split(number, entry)).isEqualTo(fresh);
    }

    @Test
    void anInternalNoteNeverBecomesATextOfTheClient() {
        long number = open1();
        long note = desk.in(() -> desk.tickets().reply(number, "Il ment", true, SAMI));
        assertThatThrownBy(() -> split(number, note))
                .isInstanceOfSatisfying(
                        Refused.class,
                        no -> assertThat(no.errors())
                                .extracting(error -> error.rule().code())
                                .containsExactly("refusal.split.internal"));
        assertThatThrownBy(() -> split(open1(), note)).isInstanceOf(NotFound.class);
    }
}
