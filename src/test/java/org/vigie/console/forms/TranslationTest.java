package org.vigie.console.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vigie.declaration.Field;
import org.vigie.declaration.Kind;
import org.vigie.declaration.Shape;

class TranslationTest {

    @Test
    void whatWasNotTouchedStaysToTheLetter() {
        var old = Map.<String, Object>of(
                "asset",
                "web-1",
                "interval",
                "PT30S",
                "failures",
                3,
                "http",
                Map.of(
                        "url",
                        "https://example.com/",
                        "status",
                        200,
                        "contains",
                        List.of("ok", "fine"),
                        "warning-time",
                        0.8,
                        "password",
                        "***",
                        "headers",
                        Map.of("X-From", "a: b")));
        var fields = kind("checks").fields();
        var typed = Translation.typed(fields, old);
        assertThat(Translation.object(fields, typed, old)).isEqualTo(old);
    }

    @Test
    void aSecretIsKeptUnlessTypedOrForgotten() {
        var old = Map.<String, Object>of("http", Map.of("url", "https://example.com/", "password", "***"));
        var fields = kind("checks").fields();
        var typed = Translation.typed(fields, old);
        assertThat(typed.values().toString()).doesNotContain("***");
        assertThat(password(typed, old)).isEqualTo("***");
        typed.put("http.password.forget", "true");
        assertThat(password(typed, old)).isNull();
        typed.put("http.password", "a new one ");
        assertThat(password(typed, old)).isEqualTo("a new one ");
    }

    private static Object password(Typed typed, Map<String, Object> old) {
        return Translation.map(
                        Translation.object(kind("checks").fields(), typed, old).get("http"))
                .get("password");
    }

    @Test
    void readsHoursClosuresAndTargetsAsPeopleTypeThem() {
        var typed = Typed.empty();
        typed.put("timezone", "Europe/Paris");
        typed.put("week.mon", "08:30 - 12:30,  13:30–18:00");
        typed.put("holidays.region", "FR-67");
        typed.put("holidays", "2026-12-24\n2026-08-03 .. 2026-08-21\n12-24 .. 01-02\nnonsense");
        assertThat(Translation.object(kind("calendars").fields(), typed, Map.of()))
                .isEqualTo(Map.of(
                        "timezone", "Europe/Paris",
                        "week", Map.of("mon", List.of("08:30-12:30", "13:30-18:00")),
                        "holidays",
                                List.of(
                                        "FR-67",
                                        "2026-12-24",
                                        Map.of("from", "2026-08-03", "to", "2026-08-21"),
                                        Map.of("from", "12-24", "to", "01-02", "yearly", true),
                                        "nonsense")));
        var level = Typed.empty();
        level.put("calendar", "h24");
        level.put("incident.P1.respond", "15");
        level.put("incident.P1.respond.unit", "m");
        level.put("incident.P2.resolve", "2");
        level.put("incident.P2.resolve.unit", "working-days");
        level.put("incident.P3.resolve", "");
        level.put("incident.P3.resolve.unit", "h");
        assertThat(Translation.object(kind("service-levels").fields(), level, Map.of()))
                .isEqualTo(Map.of(
                        "calendar",
                        "h24",
                        "incident",
                        Map.of("P1", Map.of("respond", "15m"), "P2", Map.of("resolve", "2 working-days"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FREQ=WEEKLY;BYDAY=MO,SU",
                "FREQ=MONTHLY;BYDAY=2TU",
                "FREQ=MONTHLY;BYDAY=-1FR",
                "FREQ=DAILY",
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU"
            })
    void aRepetitionIsChosenOrTyped(String rule) {
        var fields = List.of(new Field("rule", new Shape.Repetition(), false, false));
        var typed = Translation.typed(fields, Map.of("rule", rule));
        assertThat(typed.one("rule.every").equals("rule")).isEqualTo(rule.contains("INTERVAL"));
        assertThat(Translation.object(fields, typed, Map.of())).isEqualTo(Map.of("rule", rule));
        typed.put("rule.every", "");
        assertThat(Translation.object(fields, typed, Map.of("rule", rule))).isEmpty();
    }

    @Test
    void handsOnWhatMakesNoSenseAsItWasTyped() {
        var typed = Typed.empty();
        typed.put("type", "tcp");
        typed.put("tcp.port", "eighty");
        typed.put("interval", "often");
        typed.put("interval.unit", "s");
        typed.put("failures", "2,5");
        var check = Translation.object(kind("checks").fields(), typed, Map.of());
        assertThat(check.get("tcp")).isEqualTo(Map.of("port", "eighty"));
        assertThat(check.get("interval")).isEqualTo("often");
        assertThat(check.get("failures").toString()).isEqualTo("2.5");
    }

    @ParameterizedTest
    @CsvSource({"Cœur de réseau,coeur-de-reseau", "Été 2026 !,ete-2026", "Portail,portail-3", "***,''"})
    void makesAKeyFromAName(String name, String key) {
        assertThat(KeyMaker.free(name, List.of("portail", "portail-2"))).isEqualTo(key);
    }

    /** A field that is added to a description without a word for it would show its bare name. */
    @Test
    void everyFieldHasALabelInBothLanguages() {
        for (Locale language : List.of(Locale.FRENCH, Locale.ENGLISH)) {
            var texts = ResourceBundle.getBundle(
                    "messages/forms",
                    language,
                    ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
            var silent = new TreeSet<String>();
            for (Kind kind : Kind.ALL) {
                for (String path : paths(kind.fields(), "")) {
                    String last = path.substring(path.lastIndexOf('.') + 1);
                    if (List.of("form." + kind.section() + "." + path, "form." + path, "form." + last).stream()
                            .noneMatch(texts::containsKey)) {
                        silent.add(kind.section() + " " + path);
                    }
                }
                for (String key : List.of("kind.one.", "kind.many.", "kind.lead.")) {
                    assertThat(texts.containsKey(key + kind.section())).isTrue();
                }
            }
            assertThat(silent).isEmpty();
        }
    }

    private static List<String> paths(List<Field> fields, String before) {
        var paths = new ArrayList<String>();
        for (Field field : fields) {
            switch (field.shape()) {
                case Shape.Group(List<Field> inner) -> {
                    paths.add(before + field.name());
                    paths.addAll(paths(inner, before + field.name() + "."));
                }
                case Shape.OneOf(Map<String, List<Field>> groups) ->
                    groups.forEach((type, inner) -> paths.addAll(paths(inner, type + ".")));
                default -> paths.add(before + field.name());
            }
        }
        return paths;
    }

    private static Kind kind(String section) {
        return Kind.of(section).orElseThrow();
    }
}
