package org.vigie.servicedesk.views;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One condition as it is written: {@code team:n2,none}, {@code -priority:P4}, {@code due<4h}.
 *
 * @param not turns it round
 */
public record Term(Field field, Comparison comparison, List<String> values, boolean not) {

    /** Less and more are told from now: due in less than 4 h, opened less than 7 days ago; or from a date. */
    public enum Comparison {
        IS(":"),
        LESS("<"),
        MORE(">");

        final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }
    }

    public Term {
        values = List.copyOf(values);
    }

    @Override
    public String toString() {
        return (not ? "-" : "")
                + field.word()
                + comparison.sign
                + values.stream().map(Term::quoted).collect(Collectors.joining(","));
    }

    private static String quoted(String value) {
        return value.matches("[^\\s\",]+") ? value : '"' + value.replace("\"", "") + '"';
    }
}
