package org.vigie.servicedesk.sla;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Puts a log in the order in which its events take effect: by instant, and at equal instants as they were written.
 * Nothing takes effect before the start.
 *
 * <p>An answer (the end of a pause, a stop after a reopening) that finds nothing to answer, while what it answers was
 * written before it and stands later, comes from a machine whose clock went back: it then takes effect with what it
 * answers. So such a pause has no length, and not no end.
 */
final class ClockOrder {

    /** An event, when it takes effect, and its line in the log. */
    record Placed(Instant at, ClockEvent event, int line) {}

    private static final Predicate<ClockEvent> PAUSED = event -> event instanceof ClockEvent.Paused;
    private static final Predicate<ClockEvent> RESUMED = event -> event instanceof ClockEvent.Resumed;
    private static final Predicate<ClockEvent> OBSERVED = event -> event instanceof ClockEvent.RestorationObserved;
    private static final Predicate<ClockEvent> FORGOTTEN = event -> event instanceof ClockEvent.RestorationForgotten;
    private static final Predicate<ClockEvent> STOPPED = event -> event instanceof ClockEvent.Stopped;
    private static final Predicate<ClockEvent> REOPENED = event -> event instanceof ClockEvent.Reopened;

    private ClockOrder() {}

    static List<Placed> of(List<ClockEvent> log, ClockEvent.Started start) {
        var placed = new ArrayList<Placed>(log.size());
        for (var event : log.stream().distinct().toList()) {
            if (!event.equals(start)) {
                var at = event.at().isBefore(start.at()) ? start.at() : event.at();
                placed.add(new Placed(at, event, placed.size()));
            }
        }
        placed.sort(Comparator.comparing(Placed::at));
        mend(placed, PAUSED, RESUMED, false);
        mend(placed, OBSERVED, FORGOTTEN, false);
        mend(placed, STOPPED, REOPENED, false);
        mend(placed, REOPENED, STOPPED, true);
        return placed;
    }

    /** Moves each answer that answers nothing to what it was written to answer. */
    private static void mend(
            List<Placed> placed, Predicate<ClockEvent> question, Predicate<ClockEvent> answer, boolean askedAtStart) {
        boolean asked = askedAtStart;
        for (int i = 0; i < placed.size(); i++) {
            var event = placed.get(i).event();
            if (question.test(event)) {
                asked = true;
            } else if (answer.test(event)) {
                int from = asked ? -1 : unanswered(placed, i, question, answer);
                if (from >= 0) {
                    var moved = placed.remove(i);
                    var after = placed.get(from - 1);
                    placed.add(from, new Placed(after.at(), event, moved.line()));
                    i--;
                }
                asked = false;
            }
        }
    }

    /** The first question after this answer that was written before it and that nothing answers; -1 if none. */
    private static int unanswered(
            List<Placed> placed, int answerAt, Predicate<ClockEvent> question, Predicate<ClockEvent> answer) {
        for (int i = answerAt + 1; i < placed.size(); i++) {
            if (question.test(placed.get(i).event())
                    && placed.get(i).line() < placed.get(answerAt).line()
                    && !isAnswered(placed, i, question, answer)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isAnswered(
            List<Placed> placed, int questionAt, Predicate<ClockEvent> question, Predicate<ClockEvent> answer) {
        for (int i = questionAt + 1; i < placed.size(); i++) {
            if (answer.test(placed.get(i).event())) {
                return true;
            }
            if (question.test(placed.get(i).event())) {
                return false;
            }
        }
        return false;
    }
}
