package org.vigie.console.tickets;

import java.util.ArrayList;
import java.util.List;
import org.vigie.servicedesk.views.Field;
import org.vigie.servicedesk.views.Term;
import org.vigie.servicedesk.views.Term.Comparison;
import org.vigie.servicedesk.views.ViewText;

/**
 * A condition as a form shows it.
 *
 * @param index its place among all rows; the names of its inputs begin with it
 * @param group rows of one group must all hold
 * @param how is, is-not, less or more
 * @param unit of a moment: m, h, d, or date
 */
public record ViewRow(int index, int group, Field field, String how, List<String> values, String unit) {
    static final String IS = "is";
    static final String IS_NOT = "is-not";
    static final String LESS = "less";
    static final String MORE = "more";
    static final String DATE = "date";

    static ViewRow fresh(int index, int group, Field field) {
        boolean moment = field.shape() == Field.Shape.MOMENT;
        return new ViewRow(index, group, field, moment ? LESS : IS, List.of(), "h");
    }

    static List<ViewRow> of(ViewText text) {
        var rows = new ArrayList<ViewRow>();
        for (int group = 0; group < text.anyOf().size(); group++) {
            for (Term term : text.anyOf().get(group)) {
                rows.add(of(rows.size(), group, term));
            }
        }
        return rows;
    }

    private static ViewRow of(int index, int group, Term term) {
        if (term.comparison() == Comparison.IS) {
            return new ViewRow(index, group, term.field(), term.not() ? IS_NOT : IS, term.values(), "h");
        }
        String value = term.values().getFirst();
        boolean less = (term.comparison() == Comparison.LESS) != term.not();
        boolean span = value.matches("\\d+[mhdj]");
        return new ViewRow(
                index,
                group,
                term.field(),
                less ? LESS : MORE,
                List.of(span ? value.substring(0, value.length() - 1) : value),
                span ? value.substring(value.length() - 1).replace('j', 'd') : DATE);
    }

    boolean isFilled() {
        return values.stream().anyMatch(value -> !value.isBlank());
    }

    public boolean holds(String value) {
        return values.contains(value);
    }

    /** What is typed, beside what is ticked. */
    public String typed(List<String> ticks) {
        return String.join(
                ", ", values.stream().filter(value -> !ticks.contains(value)).toList());
    }

    String written() {
        if (field.shape() == Field.Shape.MOMENT) {
            String sign = how.equals(MORE) ? ">" : "<";
            return field.word() + sign + values.getFirst() + (unit.equals(DATE) ? "" : unit);
        }
        return new Term(field, Comparison.IS, values, how.equals(IS_NOT)).toString();
    }
}
