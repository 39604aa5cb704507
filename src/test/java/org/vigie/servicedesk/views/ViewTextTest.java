package org.vigie.servicedesk.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.vigie.servicedesk.Condition;
import org.vigie.servicedesk.Condition.Among;
import org.vigie.servicedesk.Condition.Before;
import org.vigie.servicedesk.Condition.Column;
import org.vigie.servicedesk.Condition.Since;
import org.vigie.shared.Refused;
import org.vigie.shared.TenantId;

class ViewTextTest {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final Map<String, TenantId> CLIENTS = Map.of("boutique", new TenantId(3));
    private static final Map<String, List<String>> CATEGORIES = Map.of("network", List.of("network", "wifi", "vpn"));
    private static final ViewReading LEA = new ViewReading(
            "Léa", NOW, ZoneId.of("Europe/Paris"), CLIENTS::get, key -> CATEGORIES.getOrDefault(key, List.of()));

    private static List<List<Condition>> read(String line) {
        return LEA.query(ViewText.parse(line)).anyOf();
    }

    private static Condition one(String term) {
        return read(term).getFirst().getFirst();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "state:open team:n2 | state:open team:n2",
                "  state:open   team:n2  or   -priority:P4 | state:open team:n2 or -priority:P4",
                "or or state:open ou | state:open",
                "team:n2,n2,n1 | team:n2,n1",
                "assignee:\"Léa Petit\",me | assignee:\"Léa Petit\",me",
                "assignee:\"Léa\" | assignee:Léa",
                "due<4h opened>7d | due<4h opened>7d",
            })
    void isWrittenAgainInOneWay(String line, String written) {
        assertThat(ViewText.parse(line).written()).isEqualTo(written);
        assertThat(ViewText.parse(written).written()).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "imprimante | refusal.view.word",
                "team: | refusal.view.word",
                "team:n2, | refusal.view.word",
                "team:n2,, n3 | refusal.view.word",
                "(team:n2) | refusal.view.word",
                "colour:red | refusal.view.field",
                "team<n2 | refusal.view.sign",
                "due:4h | refusal.view.moment-sign",
                "due<4h,5h | refusal.view.values",
                "due<soon | refusal.view.moment",
                "due<2026-02-30 | refusal.view.moment",
                "opened>4w | refusal.view.moment",
                "state:broken | refusal.view.value",
                "priority:P5 | refusal.view.value",
                "client:elsewhere | refusal.view.value",
                "asset:web-1 | refusal.view.value",
                "category:nothing | refusal.view.value",
                "priority:none | refusal.view.value",
                "team:a or team:b or team:c or team:d or team:e or team:f | refusal.view.groups",
            })
    void refusesWhatItDoesNotUnderstandUnderItsName(String line, String rule) {
        assertThatThrownBy(() -> read(line))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.errors()).singleElement().satisfies(error -> {
                            assertThat(error.field()).isEqualTo("where");
                            assertThat(error.rule().code()).isEqualTo(rule);
                        }));
    }

    @Test
    void aCategoryIsAskedForWithAllBelowIt() {
        assertThat(one("category:network,none"))
                .isEqualTo(new Among(Column.CATEGORY, List.of("network", "wifi", "vpn"), true, false));
        assertThat(one("-category:network"))
                .isEqualTo(new Among(Column.CATEGORY, List.of("network", "wifi", "vpn"), false, true));
    }

    @Test
    void isBoundedHoweverLongItIs() {
        assertThatThrownBy(() -> ViewText.parse("team:a ".repeat(200))).hasMessageContaining("refusal.view.long");
        assertThatThrownBy(() -> ViewText.parse("team:a ".repeat(21))).hasMessageContaining("refusal.view.terms");
    }

    @Test
    void nobodyAndMeAreRead() {
        assertThat(one("assignee:me,none")).isEqualTo(new Among(Column.ASSIGNEE, List.of("Léa"), true, false));
        assertThat(one("-team:none")).isEqualTo(new Among(Column.TEAM, List.of(), true, true));
        assertThat(one("client:boutique")).isEqualTo(new Among(Column.CLIENT, List.of("3"), false, false));
        assertThat(one("state:open")).isEqualTo(new Among(Column.STATE, List.of("0", "1", "2"), false, false));
    }

    @Test
    void aSpanLooksForwardToDeadlinesAndBackToWhatHappened() {
        assertThat(one("due<4h")).isEqualTo(new Before(Column.DUE, Instant.parse("2026-11-26T14:00:00Z")));
        assertThat(one("due>1j")).isEqualTo(new Since(Column.DUE, Instant.parse("2026-11-27T10:00:00Z")));
        assertThat(one("opened<7d")).isEqualTo(new Since(Column.OPENED, Instant.parse("2026-11-19T10:00:00Z")));
        assertThat(one("updated>90m")).isEqualTo(new Before(Column.UPDATED, Instant.parse("2026-11-26T08:30:00Z")));
        assertThat(one("-opened<7d")).isEqualTo(new Before(Column.OPENED, Instant.parse("2026-11-19T10:00:00Z")));
    }

    @Test
    void aDateBeginsInTheReadersZone() {
        assertThat(one("opened>2026-11-01")).isEqualTo(new Since(Column.OPENED, Instant.parse("2026-10-31T23:00:00Z")));
        assertThat(one("opened<2026-11-01"))
                .isEqualTo(new Before(Column.OPENED, Instant.parse("2026-10-31T23:00:00Z")));
    }

    @ParameterizedTest
    @EnumSource(ReadyView.class)
    void theReadyViewsAreUnderstood(ReadyView view) {
        assertThat(LEA.query(view.text()).anyOf()).hasSize(1);
        assertThat(ReadyView.of(view.key())).contains(view);
    }
}
