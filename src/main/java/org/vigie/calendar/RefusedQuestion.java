package org.vigie.calendar;

import java.util.List;
import java.util.Locale;
import org.vigie.shared.Words;

/** A question that a calendar does not answer, because an answer would hide a mistake of the one who asks. */
public final class RefusedQuestion extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** The rules of a question; each has its sentence in the messages of this room. */
    public enum Rule {
        END_BEFORE_START,
        NOT_POSITIVE,
        OUT_OF_REACH,
        OUT_OF_RANGE;

        String key() {
            return "calendar.refused." + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Rule rule;
    private final transient List<String> arguments;

    private RefusedQuestion(Rule rule, List<String> arguments) {
        super(CalendarTexts.text(Locale.ENGLISH, rule.key(), arguments));
        this.rule = rule;
        this.arguments = arguments;
    }

    static RefusedQuestion because(Rule rule, Object... arguments) {
        return new RefusedQuestion(
                rule, List.of(arguments).stream().map(String::valueOf).toList());
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
