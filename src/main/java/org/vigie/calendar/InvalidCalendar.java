package org.vigie.calendar;

import java.util.List;
import java.util.Locale;

/** A calendar definition that a rule refuses; says which field, which rule, and why in French and English. */
public final class InvalidCalendar extends IllegalArgumentException {

    /** The rules of a definition; each has its sentence in the messages of this room. */
    public enum Rule {
        UNKNOWN_FIELD,
        MISSING,
        WRONG_SHAPE,
        UNKNOWN_ZONE,
        UNKNOWN_DAY,
        WRONG_INTERVAL,
        EMPTY_INTERVAL,
        OVERLAP,
        NO_OPEN_HOUR,
        UNKNOWN_REGION,
        WRONG_DATE,
        RANGE_BACKWARDS;

        String key() {
            return "calendar.invalid." + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final String field;
    private final Rule rule;
    private final List<String> arguments;

    private InvalidCalendar(String field, Rule rule, List<String> arguments) {
        super(field + ": " + CalendarTexts.text(Locale.ENGLISH, rule.key(), arguments));
        this.field = field;
        this.rule = rule;
        this.arguments = arguments;
    }

    static InvalidCalendar because(String field, Rule rule, String... arguments) {
        return new InvalidCalendar(field, rule, List.of(arguments));
    }

    /** Where in the definition, as a path: {@code week.mon-fri} or {@code holidays[2].from}. */
    public String field() {
        return field;
    }

    public Rule rule() {
        return rule;
    }

    public String reason(Locale locale) {
        return CalendarTexts.text(locale, rule.key(), arguments);
    }
}
