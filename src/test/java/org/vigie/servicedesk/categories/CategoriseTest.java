package org.vigie.servicedesk.categories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.vigie.servicedesk.Desk.LEA;
import static org.vigie.servicedesk.Desk.SAMI;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.vigie.servicedesk.Desk;
import org.vigie.servicedesk.Grade;
import org.vigie.servicedesk.OpenTicket;
import org.vigie.servicedesk.TicketKind;
import org.vigie.shared.Refused;

/** What a ticket is about. */
class CategoriseTest {
    /** As a new house has it. */
    private static final CategoryTree TREE = new CategoryTree(List.of(
            new Category("network", null, "Réseau", "Network", false, 1),
            new Category("network-wifi", "network", "Wi-Fi", "Wi-Fi", false, 1),
            new Category("printing", null, "Impression", "Printing", true, 1),
            new Category("nowhere", null, "Nulle part", "Nowhere", false, 1)));

    private static Desk desk;

    @BeforeAll
    static void furnish() {
        desk = new Desk(Map.of());
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    private static long ticket() {
        return desk.in(() -> desk.tickets()
                .open(new OpenTicket(
                        TicketKind.REQUEST,
                        null,
                        "Plus de réseau",
                        "",
                        Grade.MEDIUM,
                        Grade.MEDIUM,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        desk.time.instant(),
                        LEA)));
    }

    private static void categorise(long number, @Nullable String key, @Nullable String seen) {
        desk.run(() -> desk.tickets().categorise(number, TREE, key, seen, SAMI));
    }

    private static List<String> said(long number) {
        return desk.in(() -> desk.tickets().timeline(number, true)).stream()
                .filter(line -> line.what().code().startsWith("timeline.category"))
                .map(line -> line.what().code() + " " + line.what().args())
                .toList();
    }

    @Test
    void aTicketGetsOneAndLosesItAndItsTimelineSaysSo() {
        long number = ticket();
        categorise(number, "network-wifi", null);
        assertThat(desk.get(number).category()).isEqualTo("network-wifi");
        long version = desk.get(number).version();
        categorise(number, "network-wifi", null);
        assertThat(desk.get(number).version()).as("again changes nothing").isEqualTo(version);
        categorise(number, null, "network-wifi");
        assertThat(desk.get(number).category()).isNull();
        assertThat(said(number))
                .containsExactly("timeline.category [Réseau › Wi-Fi, Network › Wi-Fi]", "timeline.category.none []");
    }

    @Test
    void whatSomebodyElseChoseIsNotWrittenOver() {
        long number = ticket();
        categorise(number, "network", null);
        assertThatThrownBy(() -> categorise(number, "network-wifi", null)).isInstanceOf(Refused.class);
        assertThat(desk.get(number).category()).isEqualTo("network");
    }

    @Test
    void refusesWhatIsNotOffered() {
        long number = ticket();
        for (String key : List.of("nothing", "printing")) {
            assertThatThrownBy(() -> categorise(number, key, null))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            no -> assertThat(no.errors().getFirst().field()).isEqualTo("category"));
        }
        assertThatThrownBy(() -> categorise(number, "nowhere", null))
                .as("the database knows them too")
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThat(desk.get(number).category()).isNull();
    }
}
