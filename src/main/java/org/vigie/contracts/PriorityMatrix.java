package org.vigie.contracts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.vigie.shared.Priority;

/**
 * Which priority follows from impact and urgency, each "high", "medium" or "low".
 *
 * @param cells row by row: the impact from high to low, and in each the urgency from high to low
 */
public record PriorityMatrix(List<Priority> cells) {
    public static final List<String> GRADES = List.of("high", "medium", "low");

    /** As ITIL draws it: high and high is P1, low and low is P4. */
    public static final PriorityMatrix USUAL = new PriorityMatrix(List.of(
            Priority.P1,
            Priority.P2,
            Priority.P3,
            Priority.P2,
            Priority.P3,
            Priority.P4,
            Priority.P3,
            Priority.P4,
            Priority.P4));

    public PriorityMatrix {
        cells = List.copyOf(cells);
        if (cells.size() != GRADES.size() * GRADES.size()) {
            throw new IllegalArgumentException("a matrix has nine cells, not " + cells.size());
        }
    }

    /** What is said, by impact and urgency; the usual where nothing is. */
    public static PriorityMatrix of(Map<String, Map<String, Priority>> said) {
        var cells = new ArrayList<Priority>();
        for (String impact : GRADES) {
            for (String urgency : GRADES) {
                cells.add(said.getOrDefault(impact, Map.of()).getOrDefault(urgency, USUAL.priority(impact, urgency)));
            }
        }
        return new PriorityMatrix(cells);
    }

    public Priority priority(String impact, String urgency) {
        return cells.get(place(impact) * GRADES.size() + place(urgency));
    }

    public boolean isUsual() {
        return equals(USUAL);
    }

    private static int place(String grade) {
        int place = GRADES.indexOf(grade);
        if (place < 0) {
            throw new IllegalArgumentException("no grade: " + grade);
        }
        return place;
    }
}
