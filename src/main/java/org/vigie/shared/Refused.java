package org.vigie.shared;

import java.util.List;

/** A rule says no. Nothing was changed; the caller can mend the fields and ask again. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Words rule;
    private final transient List<FieldError> errors;
    private final Kind kind;

    public enum Kind {
        /** The request itself is wrong. */
        INVALID,
        /** The request is right but not now: the state of things forbids it. */
        CONFLICT,
        /** The caller's version is not the current one. */
        STALE
    }

    private Refused(Kind kind, Words rule, List<FieldError> errors) {
        super(rule.code() + " " + rule.args() + (errors.isEmpty() ? "" : " " + errors));
        this.kind = kind;
        this.rule = rule;
        this.errors = List.copyOf(errors);
    }

    public static Refused because(String code, Object... args) {
        return new Refused(Kind.INVALID, Words.of(code, args), List.of());
    }

    public static Refused field(String field, String code, Object... args) {
        return new Refused(Kind.INVALID, Words.of(code, args), List.of(FieldError.of(field, code, args)));
    }

    public static Refused fields(List<FieldError> errors) {
        return new Refused(Kind.INVALID, Words.of("refusal.fields", errors.size()), errors);
    }

    public static Refused conflict(String code, Object... args) {
        return new Refused(Kind.CONFLICT, Words.of(code, args), List.of());
    }

    public static Refused stale() {
        return new Refused(Kind.STALE, Words.of("refusal.stale"), List.of());
    }

    public Kind kind() {
        return kind;
    }

    public Words rule() {
        return rule;
    }

    public List<FieldError> errors() {
        return errors;
    }

    /** For a form: what is wrong field by field, or the rule itself, of no field. */
    public List<FieldError> inForm() {
        return errors.isEmpty() ? List.of(new FieldError("", null, rule)) : errors;
    }
}
