package org.vigie.console.forms;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.calendar.ClosedDay;
import org.vigie.monitoring.Trial;
import org.vigie.shared.Words;

/**
 * One look, of whichever kind there is.
 *
 * @param due the answer to "what would be due", or nothing
 * @param problem why there is nothing to see yet, or nothing
 */
public record Look(
        String kind,
        List<ClosedDay> closed,
        @Nullable Boolean open,
        Ask ask,
        @Nullable String due,
        List<String> occurrences,
        String zone,
        @Nullable Trial trial,
        @Nullable Words problem) {
    static Look nothing(String kind, @Nullable Words problem) {
        return new Look(kind, List.of(), null, new Ask("", "", ""), null, List.of(), "", null, problem);
    }

    /** The question to a calendar, as it was typed. */
    public record Ask(String from, String amount, String unit) {}
}
