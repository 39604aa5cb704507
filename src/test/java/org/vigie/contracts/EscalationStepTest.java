package org.vigie.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EscalationStepTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "80 % tell team | 80 % tell team | PT3H12M",
                "80% tell team | 80 % tell team | PT3H12M",
                "at 50 % tell assignee | 50 % tell assignee | PT2H",
                "30m before due tell team, assignee | 30m before due tell assignee, team | PT3H30M",
                "due tell team | due tell team | PT4H",
                "at due tell team | due tell team | PT4H",
                "PT90M after due tell delivery-manager | 1h30m after due tell delivery-manager | PT5H30M",
                "5h before due tell team | 5h before due tell team | PT-1H",
            })
    void isWrittenInOneWayAndReadBack(String text, String written, Duration openTime) {
        EscalationStep step = EscalationStep.parse(text).orElseThrow();

        assertThat(step.written()).isEqualTo(written);
        assertThat(EscalationStep.parse(written)).contains(step);
        assertThat(EscalationStep.Point.parse(step.point().written())).isEqualTo(step.point());
        assertThat(step.point().openTime(Duration.ofHours(4))).isEqualTo(openTime);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "80 %",
                "80 % tell",
                "80 % tell ",
                "80 % tell team,",
                "0 % tell team",
                "100 % tell team",
                "-5 % tell team",
                "80 % tell the team",
                "1h tell team",
                "0m before due tell team",
                "2 working-days after due tell team",
                "9000h after due tell team",
                "999999999999h after due tell team",
                "soon tell team"
            })
    void whatIsNoStepIsNone(String text) {
        assertThat(EscalationStep.parse(text)).isEmpty();
    }

    @Test
    void aPointOfAClockHasOneStep() {
        var team = EscalationStep.parse("80 % tell team").orElseThrow();
        var assignee = EscalationStep.parse("80 % tell assignee").orElseThrow();

        assertThat(Escalation.twice(List.of(team, assignee))).contains(team.point());
        assertThatThrownBy(() -> new Escalation(Map.of(Milestone.RESTORE, List.of(team, assignee))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isKeptAsLines() {
        var due = EscalationStep.parse("due tell team, delivery-manager").orElseThrow();
        var half = EscalationStep.parse("50 % tell assignee").orElseThrow();
        var escalation =
                new Escalation(Map.of(Milestone.RESPOND, List.of(due, half), Milestone.RESOLVE, List.of(half)));

        assertThat(escalation.lines())
                .containsExactly(
                        "respond due tell team, delivery-manager",
                        "respond 50 % tell assignee",
                        "resolve 50 % tell assignee");
        assertThat(Escalation.ofLines(escalation.lines())).isEqualTo(escalation);
    }
}
