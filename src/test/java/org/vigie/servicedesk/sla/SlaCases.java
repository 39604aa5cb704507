package org.vigie.servicedesk.sla;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.vigie.SharedData;
import org.vigie.calendar.BusinessCalendar;
import org.vigie.calendar.CalendarDefinition;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The business-time cases of other products, read from the shared data. */
final class SlaCases {

    /** One case with its calendar; a case of a statement or of a wall time has none. */
    record Case(String file, JsonNode json, Map<String, BusinessCalendar> calendars) {

        String id() {
            return json.get("id").asString();
        }

        String kind() {
            return json.get("kind").asString();
        }

        BusinessCalendar calendar() {
            return calendars.get(json.get("calendar").asString());
        }

        boolean hasTag(String tag) {
            return json.has("tags")
                    && StreamSupport.stream(json.get("tags").spliterator(), false)
                            .anyMatch(given -> given.asString().equals(tag));
        }

        boolean isInDays() {
            return json.has("target")
                    && json.get("target").path("unit").asString("").equals("working_day");
        }

        /** The rule of the data's own page: hour mode and consistent; among engines, those that they agree on. */
        boolean isHard() {
            return json.has("verdict")
                    ? json.get("verdict").asString().equals("consensus")
                    : !isInDays() && !hasTag("known_inconsistency");
        }

        @Override
        public String toString() {
            return id() + " " + kind() + (json.has("note") ? ": " + json.get("note").asString() : "");
        }
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SlaCases() {}

    static List<Case> all() {
        try (var files = Files.list(SharedData.folder("sla"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .flatMap(file -> read(file).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Case> read(Path file) {
        var json = JSON.readTree(file);
        var calendars = new HashMap<String, BusinessCalendar>();
        json.get("calendars")
                .properties()
                .forEach(entry -> calendars.put(entry.getKey(), BusinessCalendar.of(definition(entry.getValue()))));
        var cases = new ArrayList<Case>();
        json.get("cases").forEach(one -> cases.add(new Case(file.getFileName().toString(), one, calendars)));
        return cases;
    }

    /** The data's own form of a calendar, turned into that of a declaration. A zone of the server is read as UTC. */
    private static CalendarDefinition definition(JsonNode calendar) {
        var week = new HashMap<String, List<String>>();
        calendar.get("weekly").properties().forEach(day -> {
            var intervals = new ArrayList<String>();
            day.getValue()
                    .forEach(interval ->
                            intervals.add(interval.get(0).asString() + "-" + interval.get(1).asString()));
            week.put(day.getKey(), intervals);
        });
        var holidays = new ArrayList<Object>();
        for (var holiday : calendar.get("holidays")) {
            holidays.add(holiday.isString() ? holiday.asString() : range(holiday));
        }
        var zone = calendar.get("tz").asString();
        return CalendarDefinition.parse(zone.startsWith("server") ? "UTC" : zone, week, holidays);
    }

    private static Map<String, Object> range(JsonNode holiday) {
        return Map.of(
                "from", holiday.get("from").asString(),
                "to", holiday.get("to").asString(),
                "yearly", holiday.path("yearly").asBoolean(false));
    }
}
