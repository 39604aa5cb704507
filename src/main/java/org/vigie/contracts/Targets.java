package org.vigie.contracts;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.vigie.calendar.ClockTarget;
import org.vigie.calendar.InvalidCalendar;
import org.vigie.shared.Priority;
import org.vigie.shared.Refused;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Targets as they are kept: checked, each written in one way, and as one text. */
final class Targets {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<TreeMap<String, EnumMap<Priority, EnumMap<Milestone, String>>>> SHAPE =
            new TypeReference<>() {};

    private Targets() {}

    /** "PT4H" and "240m" become "4h", so that a declaration in other words changes nothing. */
    static Map<String, Map<Priority, Map<Milestone, String>>> tidy(
            Map<String, Map<Priority, Map<Milestone, String>>> targets) {
        var tidy = new TreeMap<String, Map<Priority, Map<Milestone, String>>>();
        targets.forEach((kind, priorities) -> priorities.forEach((priority, milestones) ->
                milestones.forEach((milestone, target) -> tidy.computeIfAbsent(kind, k -> new EnumMap<>(Priority.class))
                        .computeIfAbsent(priority, p -> new EnumMap<>(Milestone.class))
                        .put(milestone, written(kind, priority, milestone, target)))));
        return tidy;
    }

    private static String written(String kind, Priority priority, Milestone milestone, String target) {
        try {
            return ClockTarget.parse(target).written();
        } catch (InvalidCalendar wrong) {
            throw Refused.field(
                    kind + "." + priority + "." + milestone.written(),
                    wrong.words().code(),
                    wrong.words().args().toArray());
        }
    }

    static String text(Map<String, Map<Priority, Map<Milestone, String>>> targets) {
        return JSON.writeValueAsString(targets);
    }

    static Map<String, Map<Priority, Map<Milestone, String>>> fromText(String text) {
        return tidy(copy(JSON.readValue(text, SHAPE)));
    }

    private static Map<String, Map<Priority, Map<Milestone, String>>> copy(
            Map<String, EnumMap<Priority, EnumMap<Milestone, String>>> read) {
        var copy = new TreeMap<String, Map<Priority, Map<Milestone, String>>>();
        read.forEach((kind, priorities) -> {
            var byPriority = new EnumMap<Priority, Map<Milestone, String>>(Priority.class);
            byPriority.putAll(priorities);
            copy.put(kind, byPriority);
        });
        return copy;
    }
}
