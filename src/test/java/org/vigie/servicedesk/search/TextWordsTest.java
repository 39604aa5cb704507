package org.vigie.servicedesk.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How texts are cut into words, and which word somebody may have meant. */
class TextWordsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            L'imprimante du hall       | imprimante du hall
            Wi-Fi                      | wifi wi fi
            192.168.1.10:8080          | 192168110 192 168 10 8080
            Cœur d’ŒUVRE               | coeur oeuvre
            ÉTÉ e\u0301te\u0301        | ete ete
            Straße                     | strasse
            srv-web_01.local           | srvweb01local srv web 01 local
            fin. Début - fin           | fin debut fin
            C: a b                     | ''
            ½ litre                    | litre
            \uD835\uDC00\uD835\uDC01   | ab
            """)
    void textsAreCutIntoFoldedWords(String text, String words) {
        assertThat(String.join(
                        " ",
                        TextWords.of(text).stream().map(TextWords.Word::folded).toList()))
                .isEqualTo(words);
    }

    @Test
    void eachWordSaysWhereItStands() {
        var random = new Random(7);
        String signs = "aé-. '\u0301\uD83D\uDE00x1@_\n";
        for (int run = 0; run < 2_000; run++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(20); i > 0; i--) {
                int at = random.nextInt(signs.length());
                text.append(signs.charAt(at));
            }
            String whole = text.toString();
            for (TextWords.Word word : TextWords.of(whole)) {
                assertThat(TextWords.folded(whole.substring(word.from(), word.to())))
                        .as(whole)
                        .isEqualTo(word.folded());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"é", "a-", "-", "a.", "\u0301", "1@"})
    void noTextMakesItSlow(String again) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(TextWords.of(again.repeat(200_000))).hasSizeLessThan(10));
    }

    @Test
    void aWordMayBeBegunOrHaveOneLetterOffAndTwoOnlyWhereNoneHas() {
        List<String> known = List.of("imprimante", "imprimantes", "imprimeur", "port", "porte", "wifi", "mardi");
        assertThat(Spelling.meant("imprimnate", known)).containsExactly("imprimante");
        assertThat(Spelling.meant("imprrimantee", known)).containsExactly("imprimante", "imprimantes");
        assertThat(Spelling.meant("impri", known)).containsExactly("imprimeur", "imprimante", "imprimantes");
        assertThat(Spelling.meant("wfii", known)).containsExactly("wifi");
        assertThat(Spelling.meant("fiwi", known)).isEmpty();
        assertThat(Spelling.off("mardi", "mrad")).isEqualTo(2);
        assertThatCode(() -> Spelling.meant("", known)).doesNotThrowAnyException();
    }
}
