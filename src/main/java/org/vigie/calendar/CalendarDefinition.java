package org.vigie.calendar;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigie.calendar.InvalidCalendar.Rule;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What a calendar says: its IANA time zone, the hours of its week, the days on which it is closed. */
public record CalendarDefinition(ZoneId zone, WeekPlan week, Holidays holidays) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public CalendarDefinition {
        if (!ZoneId.getAvailableZoneIds().contains(zone.getId())) {
            throw InvalidCalendar.because("timezone", Rule.UNKNOWN_ZONE, zone.getId());
        }
    }

    /** Reads the fields {@code timezone}, {@code week} and {@code holidays} of a declaration; others are refused. */
    public static CalendarDefinition parse(Map<?, ?> fields) {
        for (var name : fields.keySet()) {
            if (!(name instanceof String text && (text.equals("timezone") || text.equals("week") || text.equals("holidays")))) {
                throw InvalidCalendar.because(String.valueOf(name), Rule.UNKNOWN_FIELD, String.valueOf(name));
            }
        }
        return parse(fields.get("timezone"), fields.get("week"), fields.get("holidays"));
    }

    public static CalendarDefinition parse(@Nullable Object timezone, @Nullable Object week, @Nullable Object holidays) {
        if (timezone == null) {
            throw InvalidCalendar.because("timezone", Rule.MISSING);
        }
        if (!ZoneId.getAvailableZoneIds().contains(timezone.toString())) {
            throw InvalidCalendar.because("timezone", Rule.UNKNOWN_ZONE, timezone.toString());
        }
        if (week == null) {
            throw InvalidCalendar.because("week", Rule.MISSING);
        }
        if (!(week instanceof Map<?, ?> hours)) {
            throw InvalidCalendar.because("week", Rule.WRONG_SHAPE, "{mon-fri: [\"08:30-12:30\"]}");
        }
        return new CalendarDefinition(ZoneId.of(timezone.toString()), WeekPlan.parse(hours), Holidays.parse(holidays));
    }

    /**
     * The one text of this definition: equal definitions have equal texts, whatever way they were declared in, and
     * {@link #fromText} gives the definition back. A version of a calendar is stored as this.
     */
    public String text() {
        return JSON.writeValueAsString(written());
    }

    public static CalendarDefinition fromText(String text) {
        try {
            return parse(JSON.readValue(text, Map.class));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("Not the text of a calendar: " + text, e);
        }
    }

    /** The fields as a declaration has them, for an export. */
    public Map<String, Object> written() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("timezone", zone.getId());
        fields.put("week", week.written());
        if (!holidays.closures().isEmpty()) {
            fields.put("holidays", holidays.written());
        }
        return fields;
    }
}
