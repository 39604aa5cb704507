package org.vigie.calendar;

import java.util.List;
import java.util.Locale;
import org.vigie.shared.Words;

/** A calendar definition that a rule refuses; says which field, which rule, and why in French and English. */
public final class InvalidCalendar extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

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
        RANGE_BACKWARDS,
        WRONG_TARGET;

        String key() {
            return "calendar.invalid." + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final String field;
    private final Rule rule;
    private final transient List<String> arguments;

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

    /** The sentence as a code and its arguments, for a refusal that is translated where it is shown. */
    public Words words() {
        return new Words(rule.key(), arguments);
    }

    public String reason(Locale locale) {
        return CalendarTexts.text(locale, rule.key(), arguments);
    }
}
