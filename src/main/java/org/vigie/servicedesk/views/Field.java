package org.vigie.servicedesk.views;

import java.util.Locale;
import java.util.Optional;
import org.vigie.servicedesk.Condition.Column;

/** What a view may ask about, by the word that stands in the address. */
public enum Field {
    STATE(Column.STATE, Shape.WORD),
    KIND(Column.KIND, Shape.WORD),
    PRIORITY(Column.PRIORITY, Shape.WORD),
    LEVEL(Column.LEVEL, Shape.NUMBER),
    BOUNCES(Column.BOUNCES, Shape.NUMBER),
    CLIENT(Column.CLIENT, Shape.KEY),
    TEAM(Column.TEAM, Shape.KEY),
    ASSIGNEE(Column.ASSIGNEE, Shape.NAME),
    SITE(Column.SITE, Shape.KEY),
    WAITING(Column.WAITING, Shape.KEY),
    CATEGORY(Column.CATEGORY, Shape.KEY),
    SERVICE(Column.SERVICE, Shape.NUMBER),
    ASSET(Column.ASSET, Shape.NUMBER),
    DUE(Column.DUE, Shape.MOMENT),
    OPENED(Column.OPENED, Shape.MOMENT),
    UPDATED(Column.UPDATED, Shape.MOMENT),
    RESOLVED(Column.RESOLVED, Shape.MOMENT);

    /** What its values look like. */
    public enum Shape {
        WORD,
        NUMBER,
        KEY,
        NAME,
        MOMENT
    }

    final Column column;
    private final Shape shape;

    Field(Column column, Shape shape) {
        this.column = column;
        this.shape = shape;
    }

    public Shape shape() {
        return shape;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Field> of(String word) {
        for (Field field : values()) {
            if (field.word().equals(word)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    /** Whether a ticket may have none. */
    public boolean mayBeNone() {
        return switch (this) {
            case TEAM, ASSIGNEE, SITE, WAITING, CATEGORY, SERVICE, ASSET -> true;
            case STATE, KIND, PRIORITY, LEVEL, BOUNCES, CLIENT, DUE, OPENED, UPDATED, RESOLVED -> false;
        };
    }
}
