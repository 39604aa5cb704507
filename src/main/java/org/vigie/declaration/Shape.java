package org.vigie.declaration;

import java.util.List;
import java.util.Map;

/** What may stand in a field of a declaration: enough for a page to offer the right thing to type or choose. */
public sealed interface Shape {

    /** One line of text. */
    record Text() implements Shape {}

    /** Text of several lines. */
    record Prose() implements Shape {}

    /** Text that is kept sealed and never shown again. */
    record Secret() implements Shape {}

    record Whole() implements Shape {}

    /** A number that may have decimals. */
    record Decimal() implements Shape {}

    /** True or false; what is not said is false. */
    record Flag() implements Shape {}

    /** True or false; what is not said is left to the usual of the thing. */
    record Opinion() implements Shape {}

    record Choice(List<String> values) implements Shape {}

    /** Any number of a few values. */
    record Several(List<String> values) implements Shape {}

    /** An amount of time that passes, one number and one unit: 30s. */
    record Lasting(List<String> units) implements Shape {}

    /** What a clock may take: open hours, or working days. */
    record Target() implements Shape {}

    record Zone() implements Shape {}

    record Day() implements Shape {}

    record Time() implements Shape {}

    /** A day and a time, on the wall. */
    record Moment() implements Shape {}

    /** Texts, each on a line. */
    record Lines() implements Shape {}

    /** Names with their texts. */
    record Pairs() implements Shape {}

    /** The open hours of one day. */
    record Hours() implements Shape {}

    /** Public holidays, days and ranges of days. */
    record Closures() implements Shape {}

    /** The key of an object of another section. */
    record One(String section) implements Shape {}

    /** The keys of objects of another section, in no order. */
    record Many(String section) implements Shape {}

    /** The keys of objects of another section, in an order that counts. */
    record InTurn(String section) implements Shape {}

    /** On which days something happens again: a rule of RFC 5545. */
    record Repetition() implements Shape {}

    record Group(List<Field> fields) implements Shape {}

    /** Targets by priority and milestone. */
    record Matrix(List<String> rows, List<String> columns) implements Shape {
        /** The same as fields in fields. */
        public List<Field> fields() {
            return rows.stream()
                    .map(row -> Field.of(
                            row,
                            new Group(columns.stream()
                                    .map(column -> Field.of(column, new Target()))
                                    .toList())))
                    .toList();
        }
    }

    /** Exactly one of several groups, each under its own name: the probe of a check. */
    record OneOf(Map<String, List<Field>> groups) implements Shape {}
}
