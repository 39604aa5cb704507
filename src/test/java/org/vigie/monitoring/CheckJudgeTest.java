package org.vigie.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vigie.monitoring.CheckDecision.Change;
import org.vigie.monitoring.CheckDecision.Reason;
import org.vigie.probe.Finding;
import org.vigie.probe.Outcome;
import org.vigie.probe.ProbeResult;

class CheckJudgeTest {
    private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

    /** Results by their first letter (O, W, C, U), a minute apart; the health shown after each; the changes. */
    @ParameterizedTest(name = "{0} with {1}/{2} shows {3} and tells {4}")
    @CsvSource({
        "O,        3, 1, O,        SETTLED",
        "OCCC,     3, 1, OOOC,     SETTLED RAISED",
        "OCCO,     3, 1, OOOO,     SETTLED",
        "OCOCOC,   3, 1, OOOOOO,   SETTLED",
        "CCC,      3, 1, PPC,      RAISED",
        "C,        1, 1, C,        RAISED",
        "OCCWW,    3, 1, OOOWW,    SETTLED RAISED",
        "OWWC,     3, 1, OOOW,     SETTLED RAISED",
        "OWWWCCC,  3, 1, OOOWWWC,  SETTLED RAISED WORSENED",
        "OCCCW,    3, 1, OOOCW,    SETTLED RAISED EASED",
        "OCCCWW,   3, 2, OOOCCW,   SETTLED RAISED EASED",
        "OCCCO,    3, 1, OOOCO,    SETTLED RAISED CLEARED",
        "OCCCOO,   3, 2, OOOCCO,   SETTLED RAISED CLEARED",
        "OCCCOCOO, 3, 2, OOOCCCCO, SETTLED RAISED CLEARED",
        "OUUU,     3, 1, OOOU,     SETTLED",
        "OUUUO,    3, 1, OOOUO,    SETTLED",
        "OCUCUC,   3, 1, OOOOOC,   SETTLED RAISED",
        "OCCCUUU,  3, 1, OOOCCCU,  SETTLED RAISED",
        "OCCCUUUC, 3, 1, OOOCCCUC, SETTLED RAISED",
        "OCCCUUUO, 3, 1, OOOCCCUO, SETTLED RAISED CLEARED",
        "OUUUC,    3, 1, OOOUU,    SETTLED",
        "OUUUCCC,  3, 1, OOOUUUC,  SETTLED RAISED",
        "UUU,      3, 1, PPU,      ''",
        "UUUO,     3, 1, PPUO,     SETTLED",
    })
    void believes(String results, int failures, int recoveries, String shown, String changes) {
        var rule = new CheckRule(
                failures, recoveries, Duration.ofMinutes(1), Duration.ofSeconds(15), Duration.ofSeconds(10));
        var state = CheckMemory.pending(START);
        var seen = new StringBuilder();
        var told = new StringBuilder();
        Instant at = START;
        for (char letter : results.toCharArray()) {
            at = at.plusSeconds(30);
            var decision = CheckJudge.judge(state, result(letter, at), rule);
            state = decision.state();
            seen.append(state.health().name().charAt(0));
            if (decision.change() != Change.NONE) {
                told.append(told.isEmpty() ? "" : " ").append(decision.change());
            }
        }
        assertThat(seen).hasToString(shown);
        assertThat(told).hasToString(changes);
    }

    @Test
    void asksSoonerOnlyWhileInDoubt() {
        var rule = CheckRule.usual();
        var well = CheckJudge.judge(CheckMemory.pending(START), result('O', START.plusSeconds(1)), rule);
        assertThat(well.retrySoon()).isFalse();
        var doubt = CheckJudge.judge(well.state(), result('C', START.plusSeconds(60)), rule);
        assertThat(doubt.retrySoon()).isTrue();
        assertThat(doubt.reason()).isEqualTo(Reason.NOT_ENOUGH_IN_A_ROW);
        assertThat(doubt.run()).isEqualTo(1);
        assertThat(doubt.needed()).isEqualTo(3);
        var blind = CheckJudge.judge(well.state(), result('U', START.plusSeconds(60)), rule);
        assertThat(blind.retrySoon()).isFalse();
        assertThat(blind.reason()).isEqualTo(Reason.VIGIE_CANNOT_TELL);
    }

    @Test
    void turnsGreyWhenNothingFreshComes() {
        var rule = CheckRule.usual();
        var well = CheckJudge.judge(CheckMemory.pending(START), result('O', START), rule)
                .state();
        assertThat(CheckJudge.freshen(well, START.plus(Duration.ofMinutes(3)), rule)
                        .state()
                        .health())
                .isEqualTo(CheckState.OK);
        var grey = CheckJudge.freshen(well, START.plus(Duration.ofMinutes(3)).plusMillis(1), rule);
        assertThat(grey.state().health()).isEqualTo(CheckState.UNKNOWN);
        assertThat(grey.state().standing()).isEqualTo(CheckState.OK);
        assertThat(grey.change()).isEqualTo(Change.NONE);
        assertThat(grey.reason()).isEqualTo(Reason.NO_FRESH_RESULT);
        assertThat(grey.state().finding())
                .isEqualTo(new Finding("own.no-fresh-result", List.of("2026-11-23T08:00:00Z")));
    }

    @Test
    void turnsGreyWithoutEverHavingHeardAnything() {
        var rule = CheckRule.usual();
        var grey = CheckJudge.freshen(CheckMemory.pending(START), START.plus(Duration.ofHours(1)), rule);
        assertThat(grey.state().health()).isEqualTo(CheckState.UNKNOWN);
        assertThat(grey.state().standing()).isEqualTo(CheckState.PENDING);
    }

    @Test
    void keepsAProblemOpenWhileItCannotTell() {
        var rule = new CheckRule(1, 1, Duration.ofMinutes(1), Duration.ofSeconds(15), Duration.ofSeconds(10));
        var bad = CheckJudge.judge(CheckMemory.pending(START), result('C', START), rule)
                .state();
        var grey =
                CheckJudge.freshen(bad, START.plus(Duration.ofHours(1)), rule).state();
        assertThat(grey.health()).isEqualTo(CheckState.UNKNOWN);
        assertThat(grey.standing()).isEqualTo(CheckState.CRITICAL);
        assertThat(CheckJudge.judge(grey, result('O', START.plus(Duration.ofHours(1))), rule)
                        .change())
                .isEqualTo(Change.CLEARED);
    }

    @Test
    void doesNotCountAcrossAGap() {
        var rule = CheckRule.usual();
        var state = CheckJudge.judge(CheckMemory.pending(START), result('O', START), rule)
                .state();
        state = CheckJudge.judge(state, result('C', START.plusSeconds(60)), rule)
                .state();
        state = CheckJudge.judge(state, result('C', START.plusSeconds(75)), rule)
                .state();
        var late = CheckJudge.judge(state, result('C', START.plus(Duration.ofHours(2))), rule);
        assertThat(late.change()).isEqualTo(Change.NONE);
        assertThat(late.run()).isEqualTo(1);
    }

    @Test
    void ignoresWhatIsOlderThanTheLast() {
        var rule = CheckRule.usual();
        var state = CheckJudge.judge(CheckMemory.pending(START), result('O', START.plusSeconds(60)), rule)
                .state();
        var old = CheckJudge.judge(state, result('C', START), rule);
        assertThat(old.state()).isEqualTo(state);
        assertThat(old.reason()).isEqualTo(Reason.OLDER_THAN_THE_LAST);
    }

    @ParameterizedTest
    @CsvSource({"60,10,180", "5,5,20", "10,10,30", "86400,300,259200"})
    void waitsThreeIntervalsOrOneWithItsTimeout(int interval, int timeout, int freshness) {
        var rule =
                new CheckRule(3, 1, Duration.ofSeconds(interval), Duration.ofSeconds(5), Duration.ofSeconds(timeout));
        assertThat(rule.freshness()).isEqualTo(Duration.ofSeconds(freshness));
    }

    @ParameterizedTest
    @CsvSource({"0,1,60,15,10", "21,1,60,15,10", "3,0,60,15,10", "3,1,4,4,4", "3,1,60,61,10", "3,1,60,15,61"})
    void refusesRulesThatCannotWork(int failures, int recoveries, int interval, int retry, int timeout) {
        org.assertj.core.api.Assertions.assertThatExceptionOfType(org.vigie.shared.Refused.class)
                .isThrownBy(() -> new CheckRule(
                        failures,
                        recoveries,
                        Duration.ofSeconds(interval),
                        Duration.ofSeconds(retry),
                        Duration.ofSeconds(timeout)));
    }

    private static ProbeResult result(char letter, Instant at) {
        Outcome outcome = switch (letter) {
            case 'O' -> Outcome.OK;
            case 'W' -> Outcome.WARNING;
            case 'C' -> Outcome.CRITICAL;
            default -> Outcome.UNKNOWN;
        };
        return new ProbeResult(outcome, new Finding("refused", List.of()), List.of(), at, Duration.ofMillis(3));
    }
}
