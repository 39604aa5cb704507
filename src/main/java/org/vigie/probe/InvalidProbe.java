package org.vigie.probe;

/** A probe that cannot be asked as it is written; names the field and the rule that it breaks. */
public final class InvalidProbe extends IllegalArgumentException {
    private final String field;
    private final String rule;

    private InvalidProbe(String field, String rule) {
        super(field + " " + rule);
        this.field = field;
        this.rule = rule;
    }

    static InvalidProbe because(String field, String rule) {
        return new InvalidProbe(field, rule);
    }

    static void unless(boolean holds, String field, String rule) {
        if (!holds) {
            throw because(field, rule);
        }
    }

    public String field() {
        return field;
    }

    public String rule() {
        return rule;
    }
}
