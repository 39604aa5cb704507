package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vigie.api.ContractHouse.declare;
import static org.vigie.api.ContractHouse.get;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigie.SharedData;
import org.vigie.calendar.WallTime;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The elementary questions of a contract, through the outside door: calendars of other products are declared, and their
 * hard cases asked. {@code SlaCasesTest} asks the same of the rules behind the door, and says which cases are hard.
 */
@ExtendWith(ContractHouse.class)
class CalendarContractTest {
    private static final JsonMapper json = JsonMapper.shared();

    private int asked;
    private final List<String> wrong = new ArrayList<>();

    @Test
    void answersEveryHardCaseOfTheOtherProducts() throws Exception {
        try (var files = Files.list(SharedData.folder("sla"))) {
            for (var file : files.filter(one -> one.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                JsonNode data = json.readTree(file);
                String client = file.getFileName().toString().replace(".json", "");
                declareCalendars(client, data.path("calendars"));
                for (JsonNode one : data.path("cases")) {
                    JsonNode calendar =
                            data.path("calendars").path(one.path("calendar").asString(""));
                    if (isHard(one) && !calendar.isMissingNode()) {
                        ask(client, zone(calendar), one);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(asked).isGreaterThanOrEqualTo(172);
    }

    private static boolean isHard(JsonNode one) {
        if (one.has("verdict")) {
            return one.path("verdict").asString().equals("consensus");
        }
        boolean inconsistent = false;
        for (JsonNode tag : one.path("tags")) {
            inconsistent |= tag.asString().equals("known_inconsistency");
        }
        return !inconsistent && !one.path("target").path("unit").asString("").equals("working_day");
    }

    private static void declareCalendars(String client, JsonNode calendars) {
        var document = json.createObjectNode()
                .put("client", client)
                .put("name", client)
                .put("locale", "en");
        var list = document.putArray("calendars");
        calendars.properties().forEach(entry -> {
            var one = list.addObject().put("key", key(entry.getKey())).put("timezone", zone(entry.getValue()));
            var week = one.putObject("week");
            entry.getValue().path("weekly").properties().forEach(day -> {
                var intervals = week.putArray(day.getKey());
                day.getValue()
                        .forEach(interval -> intervals.add(interval.get(0).asString() + "-"
                                + interval.get(1).asString()));
            });
            var holidays = one.putArray("holidays");
            entry.getValue().path("holidays").forEach(holiday -> {
                if (holiday.isString()) {
                    holidays.add(holiday);
                } else {
                    holidays.addObject()
                            .put("from", holiday.path("from").asString())
                            .put("to", holiday.path("to").asString())
                            .put("yearly", holiday.path("yearly").asBoolean(false));
                }
            });
        });
        // As JSON, which is the same declaration.
        var answer = ContractHouse.put("admin", "/api/v1/declarations", document.toString());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+", "");
    }

    /** A zone of the other product's server is read as UTC. */
    private static String zone(JsonNode calendar) {
        String zone = calendar.path("tz").asString();
        return zone.startsWith("server") ? "UTC" : zone;
    }

    private void ask(String client, String zone, JsonNode one) {
        String address = "/api/v1/calendars/" + key(one.path("calendar").asString()) + "/";
        String kind = one.path("kind").asString();
        if (kind.equals("deadline") || kind.equals("deadline_with_pauses")) {
            Duration target = target(one.path("target"));
            var answer = get(
                    "admin",
                    address + "due?client=" + client + "&from=" + instant(zone, one.path("start")) + "&duration="
                            + target + pauses(client, zone, one));
            asked++;
            if (!target.isPositive()) {
                note(
                        one,
                        "400 duration",
                        answer.status() + " "
                                + answer.json()
                                        .path("errors")
                                        .path(0)
                                        .path("field")
                                        .asString(""));
                return;
            }
            note(
                    one,
                    instant(zone, one.path("expected").path("due")),
                    answer.json().path("dueAt").asString(answer.text()));
        } else if (kind.equals("elapsed")) {
            String from = instant(zone, one.path("from"));
            String to = instant(zone, one.path("to"));
            var answer = get(
                    "admin",
                    address + "elapsed?client=" + client + "&from=" + from + "&to=" + to + pauses(client, zone, one));
            asked++;
            if (Instant.parse(to).isBefore(Instant.parse(from))) {
                note(
                        one,
                        "400 to",
                        answer.status() + " "
                                + answer.json()
                                        .path("errors")
                                        .path(0)
                                        .path("field")
                                        .asString(""));
                return;
            }
            JsonNode expected = one.path("expected");
            Duration elapsed = answer.status() == 200
                    ? Duration.parse(answer.json().path("elapsed").asString())
                    : Duration.ofSeconds(-1);
            if (expected.has("business_minutes")) {
                note(one, expected.path("business_minutes").asLong(), elapsed.toMinutes());
            } else {
                note(one, Duration.ofSeconds(expected.path("business_seconds").asLong()), elapsed);
            }
        }
    }

    private void note(JsonNode one, Object expected, Object answered) {
        if (!expected.equals(answered)) {
            wrong.add(one.path("id").asString() + ": expected " + expected + ", answered " + answered);
        }
    }

    private static Duration target(JsonNode target) {
        long value = target.path("value").asLong();
        return switch (target.path("unit").asString()) {
            case "second" -> Duration.ofSeconds(value);
            case "minute" -> Duration.ofMinutes(value);
            case "hour" -> Duration.ofHours(value);
            case "day" -> Duration.ofDays(value);
            default -> throw new AssertionError("no unit " + target);
        };
    }

    /** GLPI never pauses its time to own, which for us is a service level that allows no reason. */
    private static String pauses(String client, String zone, JsonNode one) {
        var pauses = new StringBuilder();
        if (!(client.startsWith("glpi") && one.path("metric").asString("").equals("TTO"))) {
            one.path("pauses")
                    .forEach(pause -> pauses.append("&pause=")
                            .append(instant(zone, pause.path("from")))
                            .append('/')
                            .append(instant(zone, pause.path("to"))));
        }
        return pauses.toString();
    }

    private static String instant(String zone, JsonNode written) {
        String text = written.asString().replace(' ', 'T');
        if (text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")) {
            return OffsetDateTime.parse(text).toInstant().toString();
        }
        LocalDateTime wall = text.contains("T24:00")
                ? LocalDate.parse(text.substring(0, 10)).plusDays(1).atStartOfDay()
                : LocalDateTime.parse(text);
        return WallTime.instantOf(wall, ZoneId.of(zone)).toString();
    }

    private static ContractHouse.Answer due(String calendar, String from, String duration, String... pauses) {
        var query = new StringBuilder("/api/v1/calendars/" + calendar + "/due?client=boutique&from=" + encoded(from)
                + "&duration=" + encoded(duration));
        for (String pause : pauses) {
            query.append("&pause=").append(encoded(pause));
        }
        return get("sami", query.toString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void pausesMayBeRepeatedOverlapBeEmptyAndLieOutside() {
        var answer = due(
                "bureau",
                "2026-11-23T07:30:00Z",
                "PT4H",
                "2026-11-23T08:30:00Z/2026-11-23T09:30:00Z",
                "2026-11-23T08:00:00Z/2026-11-23T09:00:00Z",
                "2026-11-23T10:00:00Z/2026-11-23T10:00:00Z",
                "2020-01-01T00:00:00Z/2020-02-01T00:00:00Z",
                "2027-01-01T00:00:00Z/2028-02-01T00:00:00Z");
        assertThat(answer.text()).isEqualTo("{\"dueAt\":\"2026-11-23T14:00:00Z\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T07:30:00Z, 1 working-days, 2026-11-24T07:30:00Z",
        "2026-11-27T16:00:00Z, 2 working-days, 2026-12-01T16:00:00Z",
        "2026-11-23T07:30:00Z, P1D, 2026-11-25T15:30:00Z",
        "2026-11-23T08:30:00+01:00, PT0.5S, 2026-11-23T07:30:00.500Z",
        "2026-11-23T07:30:00Z, PT40000H, 2045-07-19T15:00:00Z",
    })
    void reachesWorkingDaysFractionsAndYearsAhead(String from, String duration, String due) {
        assertThat(due("bureau", from, duration).json().path("dueAt").asString())
                .isEqualTo(due);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"PT0S", "-PT1H", "PT-1H", "4h", "P1Y", "", "0 working-days", "-1 working-days", "PT999999999H"})
    void refusesADurationThatIsNoneOrNeverEnds(String duration) {
        var answer = due("bureau", "2026-11-23T07:30:00Z", duration);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.error()).startsWith("duration ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-23", "yesterday", "", "1850-01-01T00:00:00Z", "2300-01-01T00:00:00Z"})
    void refusesAnInstantThatIsNoneOrOutOfReach(String from) {
        var answer = due("bureau", from, "PT1H");
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.error()).startsWith("from ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-23T09:00:00Z/2026-11-23T08:00:00Z", "2026-11-23T09:00:00Z", "/", "a/b"})
    void refusesAPauseThatIsNoneOrReversed(String pause) {
        var answer = due("bureau", "2026-11-23T07:30:00Z", "PT1H", pause);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("pause refusal.pause");
    }

    @Test
    void refusesAnEndBeforeTheStartAndCountsNothingBetweenEqualOnes() {
        String elapsed = "/api/v1/calendars/h24/elapsed?client=boutique&from=2026-11-23T07:30:00Z&to=";
        assertThat(get("sami", elapsed + "2026-11-23T07:29:59Z").error()).startsWith("to ");
        assertThat(get("sami", elapsed + "2026-11-23T07:30:00Z").text()).isEqualTo("{\"elapsed\":\"PT0S\"}");
        assertThat(get("sami", elapsed + "2026-11-23T10:45:00Z").text()).isEqualTo("{\"elapsed\":\"PT3H15M\"}");
        assertThat(get("sami", elapsed).status()).isEqualTo(400);
    }

    @Test
    void aCalendarThatIsNotTheirsDoesNotExist() {
        assertThat(get("sami", "/api/v1/calendars/none/due?from=2026-11-23T07:30:00Z&duration=PT1H")
                        .status())
                .isEqualTo(404);
        assertThat(get("sami", "/api/v1/calendars/bureau/due?client=mairie&from=2026-11-23T07:30:00Z&duration=PT1H")
                        .status())
                .isEqualTo(404);
        assertThat(get("admin", "/api/v1/calendars/bureau/due?from=2026-11-23T07:30:00Z&duration=PT1H")
                        .error())
                .isEqualTo("client refusal.client.required");
    }

    @Test
    void aCalendarWithoutAnyOpenHourIsRefusedWhenItIsDeclared() {
        var answer = declare("client: boutique\nname: Boutique du Port SARL\ncalendars:\n"
                + "  - {key: never, timezone: UTC, week: {mon: []}}\n");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").path(0).path("line").asInt()).isEqualTo(4);
    }
}
