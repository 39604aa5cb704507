package org.vigie.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FindingWordsTest {
    private static final Pattern CODE =
            Pattern.compile("(?:Finding\\.of|theirs|own|wrong|notFound|blamedOnUsIfCutOff)\\(\\s*\"([a-z0-9.-]+)\"");

    @Test
    void speaksBothLanguagesAboutTheSameThings() {
        assertThat(keys(Locale.FRENCH)).isEqualTo(keys(Locale.ENGLISH));
    }

    @Test
    void hasWordsForEveryCodeAndNoneToSpare() throws IOException {
        var said = new StringBuilder();
        var codes = new TreeSet<String>();
        try (Stream<Path> files = Files.list(Path.of("src/main/java/org/vigie/probe"))) {
            for (Path file : files.toList()) {
                String source = Files.readString(file);
                said.append(source);
                Matcher matcher = CODE.matcher(source);
                while (matcher.find()) {
                    codes.add(matcher.group(1));
                }
            }
        }
        assertThat(codes).hasSizeGreaterThan(50);
        assertThat(keys(Locale.ENGLISH)).containsAll(codes);
        assertThat(keys(Locale.ENGLISH))
                .allSatisfy(key -> assertThat(said.toString()).contains("\"" + key + "\""));
    }

    @ParameterizedTest
    @MethodSource("codes")
    void formatsWithTheSameArgumentsInBothLanguages(String code) {
        for (Locale language : List.of(Locale.FRENCH, Locale.ENGLISH)) {
            String pattern = bundle(language).getString(code);
            assertThat(pattern).doesNotContain("'").doesNotEndWith(".");
            String text = new Finding(code, List.of("1", "2", "3", "4")).in(language);
            assertThat(text).isNotBlank().doesNotContain("{").doesNotContain("NaN");
        }
        assertThat(arguments(Locale.FRENCH, code)).isEqualTo(arguments(Locale.ENGLISH, code));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tls.expired|0,2026-11-23|certificate expired today (2026-11-23)|le certificat a expiré aujourd’hui (2026-11-23)",
                "tls.expired|1,2026-11-22|certificate expired 1 day ago (2026-11-22)|le certificat a expiré il y a 1 jour (2026-11-22)",
                "icmp.lost|3,5|no answer to 3 echoes within 5 s|aucune réponse aux 3 échos en 5 s",
                "http.status|503,200,34|HTTP 503 instead of 200 after 34 ms|HTTP 503 au lieu de 200 après 34 ms",
                "host.disks|/var,91.26|fullest disk /var: 91.3 % used|disque le plus plein /var : 91,3 % utilisés",
                "refused||connection refused|connexion refusée",
                "from.the.future|x|from.the.future x|from.the.future x",
            })
    void saysItPlainly(String code, String args, String english, String french) {
        var finding = new Finding(code, args == null ? List.of() : List.of(args.split(",")));
        assertThat(finding.in(Locale.ENGLISH)).isEqualTo(english);
        assertThat(finding.in(Locale.CANADA_FRENCH)).isEqualTo(french);
    }

    static Stream<String> codes() {
        return keys(Locale.ENGLISH).stream();
    }

    private static int arguments(Locale language, String code) {
        return new MessageFormat(bundle(language).getString(code), language).getFormatsByArgumentIndex().length;
    }

    private static TreeSet<String> keys(Locale language) {
        return new TreeSet<>(Collections.list(bundle(language).getKeys()));
    }

    private static ResourceBundle bundle(Locale language) {
        return ResourceBundle.getBundle("messages/probe", language);
    }
}
