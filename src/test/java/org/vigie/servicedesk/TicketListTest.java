package org.vigie.servicedesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.vigie.servicedesk.Desk.BOUTIQUE;
import static org.vigie.servicedesk.Desk.LEA;
import static org.vigie.servicedesk.Desk.MAIRIE;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;

class TicketListTest {
    static Desk desk;
    static final List<Long> mine = new ArrayList<>();
    static long theirs;

    @BeforeAll
    static void open() {
        desk = new Desk();
        String[] titles = {"Écran noir", "Imprimante muette", "VPN 100% lent", "Écran bleu", "Messagerie"};
        Grade[] grades = Grade.values();
        for (int i = 0; i < 10; i++) {
            String title = titles[i % 5];
            Grade impact = grades[i % 3];
            mine.add(desk.in(() -> desk.tickets().open(desk.wanted(null, title, impact, Grade.HIGH, LEA))));
            desk.time.pass(java.time.Duration.ofMinutes(1));
        }
        theirs = desk.house.in(
                MAIRIE, () -> desk.tickets().open(desk.wanted(null, "Écran noir", Grade.HIGH, Grade.HIGH, LEA)));
        desk.run(() -> desk.tickets().resolve(mine.get(9), "Fait", LEA));
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    private static TicketFilter text(String text) {
        return new TicketFilter(null, Set.of(), null, null, null, null, null, text, false);
    }

    private List<Long> walk(Scope scope, TicketFilter filter, TicketSort sort, int limit) {
        var numbers = new ArrayList<Long>();
        String cursor = null;
        do {
            String from = cursor;
            var page = scope.call(() -> desk.tickets().list(filter, sort, from, limit));
            page.items().forEach(ticket -> numbers.add(ticket.number()));
            cursor = page.next();
        } while (cursor != null);
        return numbers;
    }

    @ParameterizedTest
    @EnumSource(TicketSort.class)
    void pagesNeitherOverlapNorMissAny(TicketSort sort) {
        for (Scope scope : List.of(Scope.of(BOUTIQUE), Scope.many(List.of(BOUTIQUE, MAIRIE)), Scope.across("a test"))) {
            var whole = walk(scope, TicketFilter.any(), sort, 1000);
            assertThat(walk(scope, TicketFilter.any(), sort, 3)).isEqualTo(whole);
            assertThat(whole).containsAll(mine).doesNotHaveDuplicates();
            assertThat(whole.contains(theirs)).isEqualTo(!(scope instanceof Scope.One));
        }
    }

    @Test
    void noScopeSeesNothing() {
        assertThatThrownBy(() -> desk.tickets().list(TicketFilter.any(), TicketSort.NEWEST, null, 10))
                .hasStackTraceContaining("permission denied");
    }

    @ParameterizedTest
    @CsvSource({"ecran, 4", "ÉCRAN, 4", "ecran noir, 2", "100%, 2", "0_, 0", "%%%, 0", "nothing, 0"})
    void findsByTitleWithoutAccentsAndOnlyOnesOwn(String text, int found) {
        if (text.length() < 3) {
            assertThatThrownBy(() -> walk(Scope.of(BOUTIQUE), text(text), TicketSort.NEWEST, 3))
                    .isInstanceOf(Refused.class);
            return;
        }
        assertThat(walk(Scope.of(BOUTIQUE), text(text), TicketSort.NEWEST, 3))
                .hasSize(found)
                .doesNotContain(theirs);
        assertThat(walk(Scope.many(List.of(BOUTIQUE)), text(text), TicketSort.DUE, 3))
                .hasSize(found);
    }

    @Test
    void findsByNumberButNotAnothersClients() {
        assertThat(walk(Scope.of(BOUTIQUE), text("#" + mine.getFirst()), TicketSort.NEWEST, 5))
                .containsExactly(mine.getFirst());
        assertThat(walk(Scope.of(BOUTIQUE), text("" + theirs), TicketSort.NEWEST, 5))
                .isEmpty();
    }

    @Test
    void openLeavesOutTheResolved() {
        assertThat(walk(Scope.of(BOUTIQUE), TicketFilter.open(), TicketSort.DUE, 4))
                .hasSize(9)
                .doesNotContain(mine.get(9));
    }

    @ParameterizedTest
    @CsvSource({"bm90aGluZw", "!!", "Tk9XfHh8MQ"})
    void refusesACursorThatItDidNotGive(String cursor) {
        assertThatThrownBy(() -> Scope.of(BOUTIQUE)
                        .call(() -> desk.tickets().list(TicketFilter.any(), TicketSort.NEWEST, cursor, 10)))
                .isInstanceOf(Refused.class);
    }
}
