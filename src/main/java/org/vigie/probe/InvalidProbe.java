package org.vigie.probe;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A probe cannot be asked like that; says which field broke which rule. The rule is a code with a text in
 * {@code messages/probe_<language>.properties}; the message of the exception is the English one, for logs.
 */
public final class InvalidProbe extends IllegalArgumentException {
    private final String field;
    private final transient Finding rule;

    private InvalidProbe(String field, Finding rule) {
        super(field + ": " + FindingWords.say(rule, Locale.ENGLISH));
        this.field = field;
        this.rule = rule;
    }

    static InvalidProbe because(String field, String rule, Object... args) {
        return new InvalidProbe(
                field,
                new Finding(rule, Arrays.stream(args).map(String::valueOf).toList()));
    }

    static void unless(boolean holds, String field, String rule, Object... args) {
        if (!holds) {
            throw because(field, rule, args);
        }
    }

    public String field() {
        return field;
    }

    public String rule() {
        return rule.code();
    }

    public List<String> args() {
        return rule.args();
    }
}
