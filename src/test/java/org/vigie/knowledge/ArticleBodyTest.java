package org.vigie.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vigie.knowledge.ArticleBody.Block;
import org.vigie.knowledge.ArticleBody.Form;
import org.vigie.knowledge.ArticleBody.Look;
import org.vigie.knowledge.ArticleBody.Part;

class ArticleBodyTest {

    @Test
    void theSignsThatPeopleWriteMakePartsOfIt() {
        List<Block> blocks = ArticleBody.blocks("""
                # Avant
                Débrancher.
                Attendre.

                - un
                - deux
                1. trois
                ```
                # pas un titre
                - ni une liste
                ```
                fin""");
        assertThat(blocks)
                .extracting(Block::form)
                .containsExactly(Form.HEADING, Form.PARAGRAPH, Form.BULLETS, Form.NUMBERS, Form.CODE, Form.PARAGRAPH);
        assertThat(blocks.get(1).lines()).hasSize(2);
        assertThat(blocks.get(4).lines().getFirst()).containsExactly(new Part("# pas un titre", Look.PLAIN));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "voir https://a.example/x?y=1. | https://a.example/x?y=1",
                "(http://a.example/x) | http://a.example/x",
                "« https://a.example » | https://a.example",
            })
    void anAddressIsALinkWithoutTheSignBehindIt(String line, String link) {
        assertThat(ArticleBody.blocks(line).getFirst().lines().getFirst())
                .filteredOn(part -> part.look() == Look.LINK)
                .extracting(Part::text)
                .containsExactly(link);
    }

    @ParameterizedTest
    @CsvSource({
        "javascript:alert(1)",
        "[x](javascript:alert(1))",
        "<script>alert(1)</script>",
        "data:text/html;base64,xx"
    })
    void nothingActiveBecomesALink(String line) {
        assertThat(ArticleBody.blocks(line).getFirst().lines().getFirst())
                .noneMatch(part -> part.look() == Look.LINK)
                .extracting(Part::text)
                .contains(line);
    }

    @Test
    void noTextIsLostWhateverItsSigns() {
        var random = new Random(11);
        String signs = "#-*`1. \n<>hé(";
        for (int round = 0; round < 2_000; round++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(60); i >= 0; i--) {
                text.append(signs.charAt(random.nextInt(signs.length())));
            }
            assertThatCode(() -> ArticleBody.blocks(text.toString())).doesNotThrowAnyException();
            long letters = ArticleBody.blocks(text.toString()).stream()
                    .flatMap(block -> block.lines().stream())
                    .flatMap(List::stream)
                    .flatMapToInt(part -> part.text().chars())
                    .filter(c -> c == 'h' || c == '<')
                    .count();
            // A line that opens a fence is the fence's.
            if (!text.toString().contains("```")) {
                assertThat(letters)
                        .isEqualTo(
                                text.chars().filter(c -> c == 'h' || c == '<').count());
            }
        }
    }
}
