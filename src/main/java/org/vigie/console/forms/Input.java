package org.vigie.console.forms;

import java.util.List;
import org.vigie.shared.Words;

/**
 * One input of a form, or several that belong together.
 *
 * @param widget which control the template draws
 * @param values what stands in it; in a table the columns stand here
 * @param units of an amount, the chosen one first in {@code unit}
 * @param parts of a group or a table
 */
public record Input(
        String name,
        String label,
        String hint,
        String widget,
        List<String> values,
        List<Option> options,
        String unit,
        List<Option> units,
        List<Input> parts,
        boolean needed,
        boolean rare,
        List<Words> errors) {

    public String id() {
        return "f-" + name.replace('.', '-');
    }

    public String value() {
        return values.isEmpty() ? "" : values.getFirst();
    }

    public boolean isWrong() {
        return !errors.isEmpty();
    }

    /** Whether this or a part of it is wrong or has something in it: then it is not hidden away. */
    public boolean isInUse() {
        return isWrong()
                || parts.stream().anyMatch(Input::isInUse)
                || (parts.isEmpty() && values.stream().anyMatch(value -> !value.isBlank()));
    }

    public String describedBy() {
        return ((hint.isEmpty() ? "" : id() + "-hint") + (errors.isEmpty() ? "" : " " + id() + "-error")).strip();
    }
}
