package org.vigie.monitoring;

import static org.vigie.monitoring.CheckState.CRITICAL;
import static org.vigie.monitoring.CheckState.OK;
import static org.vigie.monitoring.CheckState.PENDING;
import static org.vigie.monitoring.CheckState.UNKNOWN;
import static org.vigie.monitoring.CheckState.WARNING;

import java.time.Instant;
import org.vigie.monitoring.CheckDecision.Change;
import org.vigie.monitoring.CheckDecision.Reason;
import org.vigie.probe.Finding;
import org.vigie.probe.Outcome;
import org.vigie.probe.ProbeResult;

/**
 * Decides what to believe of a check; pure.
 *
 * <p>A health is believed once enough results in a row were <em>at least that bad</em> (to worsen) or <em>at most that
 * bad</em> (to improve): critical, critical, warning with three needed is a warning, because only a warning was seen
 * three times. From warning to critical and back is counted the same way. In between, the believed health stays and
 * the check is asked again sooner.
 *
 * <p>UNKNOWN results neither add to a count nor break it, do not ask for a faster retry (an overloaded Vigie must not
 * ask more), and after as many in a row as failures are needed the check shows UNKNOWN; its standing, and so its
 * alert, stays what it was.
 */
final class CheckJudge {
    private CheckJudge() {}

    static CheckDecision judge(CheckMemory before, ProbeResult result, CheckRule rule) {
        Instant at = result.startedAt();
        if (before.lastResultAt() != null && at.isBefore(before.lastResultAt())) {
            return unchanged(before, Reason.OLDER_THAN_THE_LAST);
        }
        // After a gap "in a row" no longer holds: what was counted before it is not evidence.
        CheckMemory known = isStale(before, at, rule) ? forgetting(before) : before;
        return result.outcome() == Outcome.UNKNOWN
                ? cannotTell(known, result, rule)
                : told(counted(known, result), result, rule);
    }

    /**
     * To be asked now and then: an old green is not a green. Unknown since the last result ceased to be fresh and not
     * since somebody noticed: the machine may have slept, or its clock jumped.
     */
    static CheckDecision freshen(CheckMemory state, Instant now, CheckRule rule) {
        if (state.health() == UNKNOWN || !isStale(state, now, rule)) {
            return unchanged(state, Reason.STILL_FRESH);
        }
        CheckMemory shown = forgetting(show(
                state,
                UNKNOWN,
                notBefore(state.since(), state.silentSince().plus(rule.freshness())),
                ProbeResult.noFreshResult(state.silentSince())));
        return new CheckDecision(shown, Change.NONE, false, Reason.NO_FRESH_RESULT, 0, 0);
    }

    static boolean isStale(CheckMemory state, Instant now, CheckRule rule) {
        return now.isAfter(state.silentSince().plus(rule.freshness()));
    }

    private static Instant notBefore(Instant earliest, Instant at) {
        return at.isBefore(earliest) ? earliest : at;
    }

    private static CheckDecision told(CheckMemory state, ProbeResult result, CheckRule rule) {
        CheckState target = believed(state, rule);
        CheckState seen = health(result.outcome());
        boolean doubt = target != seen;
        CheckState shown = shown(state, target, doubt);
        CheckMemory after = withStanding(
                shown == state.health() ? state : show(state, shown, result.startedAt(), result.finding()), target);
        int needed = seen != OK && isWorse(seen, state.standing()) ? rule.failures() : rule.recoveries();
        return new CheckDecision(
                after,
                change(state.standing(), target),
                doubt,
                reason(state, target, doubt),
                Math.min(run(state, seen), needed),
                needed);
    }

    /** The standing that the counts allow. */
    private static CheckState believed(CheckMemory state, CheckRule rule) {
        CheckState standing = state.standing();
        return switch (standing) {
            case PENDING, OK, UNKNOWN -> {
                if (state.criticalRun() >= rule.failures()) {
                    yield CRITICAL;
                }
                if (state.badRun() >= rule.failures()) {
                    yield WARNING;
                }
                yield state.okRun() >= 1 ? OK : standing;
            }
            case WARNING -> {
                if (state.criticalRun() >= rule.failures()) {
                    yield CRITICAL;
                }
                yield state.okRun() >= rule.recoveries() ? OK : WARNING;
            }
            case CRITICAL -> {
                if (state.okRun() >= rule.recoveries()) {
                    yield OK;
                }
                yield state.milderRun() >= rule.recoveries() ? WARNING : CRITICAL;
            }
        };
    }

    /** A check that was unknown stays so while the first result that breaks the silence is itself in doubt. */
    private static CheckState shown(CheckMemory state, CheckState target, boolean doubt) {
        boolean stillWell = target == OK || target == PENDING;
        return state.health() == UNKNOWN && doubt && stillWell ? UNKNOWN : target;
    }

    private static CheckDecision cannotTell(CheckMemory known, ProbeResult result, CheckRule rule) {
        int blind = known.blindRun() + 1;
        var counted = new CheckMemory(
                known.health(),
                known.since(),
                known.standing(),
                known.okRun(),
                known.badRun(),
                known.criticalRun(),
                known.milderRun(),
                blind,
                known.lastToldAt(),
                result.startedAt(),
                result.finding());
        boolean enough = blind >= rule.failures() || isStale(known, result.startedAt(), rule);
        CheckMemory after = enough && known.health() != UNKNOWN
                ? show(counted, UNKNOWN, result.startedAt(), result.finding())
                : counted;
        return new CheckDecision(
                after,
                Change.NONE,
                false,
                enough ? Reason.VIGIE_CANNOT_TELL_AGAIN : Reason.VIGIE_CANNOT_TELL,
                Math.min(blind, rule.failures()),
                rule.failures());
    }

    private static CheckMemory counted(CheckMemory state, ProbeResult result) {
        boolean ok = result.outcome() == Outcome.OK;
        boolean critical = result.outcome() == Outcome.CRITICAL;
        return new CheckMemory(
                state.health(),
                state.since(),
                state.standing(),
                ok ? more(state.okRun()) : 0,
                ok ? 0 : more(state.badRun()),
                critical ? more(state.criticalRun()) : 0,
                critical ? 0 : more(state.milderRun()),
                0,
                result.startedAt(),
                result.startedAt(),
                result.finding());
    }

    /** Counts stop where no rule looks further, so that states of healthy checks stop changing. */
    private static int more(int run) {
        return Math.min(run + 1, 20);
    }

    private static CheckMemory forgetting(CheckMemory state) {
        return new CheckMemory(
                state.health(),
                state.since(),
                state.standing(),
                0,
                0,
                0,
                0,
                state.blindRun(),
                state.lastToldAt(),
                state.lastResultAt(),
                state.finding());
    }

    private static CheckMemory show(CheckMemory state, CheckState health, Instant since, Finding finding) {
        return new CheckMemory(
                health,
                since,
                state.standing(),
                state.okRun(),
                state.badRun(),
                state.criticalRun(),
                state.milderRun(),
                state.blindRun(),
                // A pending check has no last word to measure its silence by but its own beginning.
                state.lastToldAt() == null ? state.since() : state.lastToldAt(),
                state.lastResultAt(),
                finding);
    }

    private static CheckMemory withStanding(CheckMemory state, CheckState standing) {
        return new CheckMemory(
                state.health(),
                state.since(),
                standing,
                state.okRun(),
                state.badRun(),
                state.criticalRun(),
                state.milderRun(),
                state.blindRun(),
                state.lastToldAt(),
                state.lastResultAt(),
                state.finding());
    }

    private static Change change(CheckState from, CheckState to) {
        if (from == to) {
            return Change.NONE;
        }
        if (to == OK) {
            return from == PENDING ? Change.SETTLED : Change.CLEARED;
        }
        if (from == PENDING || from == OK) {
            return Change.RAISED;
        }
        return to == CRITICAL ? Change.WORSENED : Change.EASED;
    }

    private static Reason reason(CheckMemory state, CheckState target, boolean doubt) {
        if (state.standing() != target) {
            return state.standing() == PENDING && target == OK ? Reason.FIRST_RESULT : Reason.ENOUGH_IN_A_ROW;
        }
        return doubt ? Reason.NOT_ENOUGH_IN_A_ROW : Reason.SAME_AS_BEFORE;
    }

    private static int run(CheckMemory state, CheckState seen) {
        return switch (seen) {
            case OK -> state.okRun();
            case CRITICAL -> state.criticalRun();
            case WARNING -> state.standing() == CRITICAL ? state.milderRun() : state.badRun();
            case PENDING, UNKNOWN -> 0;
        };
    }

    private static boolean isWorse(CheckState one, CheckState other) {
        return one.compareTo(other) > 0;
    }

    private static CheckState health(Outcome outcome) {
        return switch (outcome) {
            case OK -> OK;
            case WARNING -> WARNING;
            case CRITICAL -> CRITICAL;
            case UNKNOWN -> UNKNOWN;
        };
    }

    private static CheckDecision unchanged(CheckMemory state, Reason reason) {
        return new CheckDecision(state, Change.NONE, false, reason, 0, 0);
    }
}
