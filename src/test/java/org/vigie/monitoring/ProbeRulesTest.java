package org.vigie.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigie.probe.HttpSpec;
import org.vigie.probe.InvalidProbe;

class ProbeRulesTest {
    private static final Pattern RULE = Pattern.compile("\"((is|must|name|value|port) [^\"]*)\"");

    @Test
    void keepsWhatTheRuleIsAbout() {
        try {
            HttpSpec.get("https://example.com/").sending("GET", java.util.Map.of("a b", "c"), null);
        } catch (InvalidProbe invalid) {
            assertThat(ProbeRules.of(invalid).code()).isEqualTo("refusal.probe." + "name-is-not-valid");
            assertThat(ProbeRules.of(invalid).args()).containsExactly("a b");
            return;
        }
        throw new AssertionError("a header with a space was not refused");
    }

    /** Every rule that stands in the code of the probes has words for a reader. */
    @ParameterizedTest
    @ValueSource(strings = {"fr", "en"})
    void everyRuleIsSaidInBothLanguages(String language) throws IOException {
        var texts = ResourceBundle.getBundle(
                "messages/declaration",
                Locale.of(language),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        var silent = new TreeSet<String>();
        int found = 0;
        try (var files = Files.list(Path.of("src/main/java/org/vigie/probe"))) {
            for (Path file : files.toList()) {
                String code = Files.readString(file);
                var rule = RULE.matcher(code);
                while (code.contains("InvalidProbe") && rule.find()) {
                    String head = rule.group(1).split(": ", 2)[0].strip();
                    found++;
                    if (!texts.containsKey(ProbeRules.code(head))
                            && !file.endsWith("Measure.java")
                            && !file.endsWith("Finding.java")) {
                        silent.add(file.getFileName() + " " + head);
                    }
                }
            }
        }
        assertThat(found).isGreaterThan(35);
        assertThat(silent).isEmpty();
    }
}
