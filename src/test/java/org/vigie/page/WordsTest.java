package org.vigie.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the code says as words or as a refusal has a text for every reader. */
class WordsTest {
    private static final Pattern SAID = Pattern.compile(
            "Words\\.of\\(\\s*\"([a-z][A-Za-z0-9.-]*)\"|\"((?:refusal|probe\\.rule|own-database|usage)\\.[a-z][A-Za-z0-9.-]*[a-z0-9])\"");

    @ParameterizedTest
    @ValueSource(strings = {"fr", "en"})
    void hasATextForEveryCode(String language) throws IOException {
        assertThat(said()).hasSizeGreaterThan(150);
        var silent = said();
        var texts = texts(language);
        // A code that ends in a dot goes on with a constant: at least one text begins like it.
        silent.removeIf(code ->
                code.endsWith(".") ? texts.stream().anyMatch(text -> text.startsWith(code)) : texts.contains(code));
        assertThat(silent).isEmpty();
    }

    /** These tell a person which rule was broken: by a code, never by a sentence that is in one language only. */
    @ParameterizedTest
    @ValueSource(strings = {"InvalidProbe.because", "InvalidProbe.unless", "new PostgresProblem", "NotDelivered.for"})
    void tellsRulesByCode(String factory) throws IOException {
        var call = Pattern.compile(Pattern.quote(factory) + "[^;]*;");
        var text = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
        int told = 0;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
                Matcher calls = call.matcher(Files.readString(file));
                while (calls.find()) {
                    told++;
                    assertThat(text.matcher(calls.group()).results().map(found -> found.group(1)))
                            .as("%s: %s", file, calls.group())
                            .noneMatch(one -> one.matches(".*\\p{L} \\p{L}.*"));
                }
            }
        }
        assertThat(told).isPositive();
    }

    @Test
    void speaksOfTheSameThingsInBothLanguages() throws IOException {
        assertThat(texts("fr")).isEqualTo(texts("en"));
    }

    private static TreeSet<String> said() throws IOException {
        var codes = new TreeSet<String>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
                Matcher matcher = SAID.matcher(Files.readString(file));
                while (matcher.find()) {
                    codes.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
                }
            }
        }
        return codes;
    }

    private static TreeSet<String> texts(String language) throws IOException {
        var keys = new TreeSet<String>();
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/messages"))) {
            for (Path file : files.filter(one -> one.toString().endsWith("_" + language + ".properties"))
                    .toList()) {
                var texts = new Properties();
                try (Reader reader = Files.newBufferedReader(file)) {
                    texts.load(reader);
                }
                keys.addAll(texts.stringPropertyNames());
            }
        }
        return keys;
    }
}
