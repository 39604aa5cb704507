package org.vigie.servicedesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReconciledTest {
    private static final Edition START = new Edition("Imprimante", "Bac 2", Grade.MEDIUM, Grade.MEDIUM);

    @Test
    void eachKeepsTheFieldThatOnlyOneOfThemTouched() {
        var result = Reconciled.of(
                START,
                new Edition("Imprimante du hall", "Bac 2", Grade.MEDIUM, Grade.MEDIUM),
                new Edition("Imprimante", "Bac 3", Grade.MEDIUM, Grade.HIGH));

        assertThat(result.clashes()).isEmpty();
        assertThat(result.merged()).isEqualTo(new Edition("Imprimante du hall", "Bac 3", Grade.MEDIUM, Grade.HIGH));
    }

    @Test
    void theSameChangeTwiceIsNoClash() {
        var both = new Edition("Imprimante", "Bac 3", Grade.LOW, Grade.MEDIUM);

        assertThat(Reconciled.of(START, both, both).clashes()).isEmpty();
    }

    @Test
    void twoDifferentChangesOfOneFieldAreForAPersonToDecide() {
        var result = Reconciled.of(
                START,
                new Edition("Imprimante", "Bac 1", Grade.LOW, Grade.MEDIUM),
                new Edition("Imprimante", "Bac 3", Grade.HIGH, Grade.MEDIUM));

        assertThat(result.clashes()).isEqualTo(Set.of(Reconciled.Field.DESCRIPTION, Reconciled.Field.IMPACT));
        assertThat(result.merged().description()).isEqualTo("Bac 1");
    }

    @Test
    void lineEndsOfABrowserAreNoChange() {
        var stored = new Edition("Imprimante", "Bac 2\nBac 3", Grade.MEDIUM, Grade.MEDIUM);
        var sent = new Edition("Imprimante ", "Bac 2\r\nBac 3", Grade.MEDIUM, Grade.MEDIUM);

        assertThat(sent).isEqualTo(stored);
    }

    /** Whatever two people do: what one of them alone changed is there afterwards, and nothing else moved. */
    @Test
    void noChangeOfEitherIsEverLostUnasked() {
        List<String> words = List.of("a", "b", "c");
        for (String seen : words) {
            for (String ours : words) {
                for (String theirs : words) {
                    for (var field : EnumSet.allOf(Reconciled.Field.class)) {
                        var result = Reconciled.of(with(field, seen), with(field, ours), with(field, theirs));
                        boolean clash = !ours.equals(seen) && !theirs.equals(seen) && !ours.equals(theirs);
                        assertThat(result.clashes()).isEqualTo(clash ? Set.of(field) : Set.of());
                        assertThat(result.merged()).isEqualTo(with(field, ours.equals(seen) ? theirs : ours));
                    }
                }
            }
        }
    }

    private static Edition with(Reconciled.Field field, String word) {
        Grade grade = Grade.values()[word.charAt(0) - 'a'];
        return switch (field) {
            case TITLE -> new Edition(word, START.description(), START.impact(), START.urgency());
            case DESCRIPTION -> new Edition(START.title(), word, START.impact(), START.urgency());
            case IMPACT -> new Edition(START.title(), START.description(), grade, START.urgency());
            case URGENCY -> new Edition(START.title(), START.description(), START.impact(), grade);
        };
    }
}
