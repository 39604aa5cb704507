package org.vigie.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.vigie.page.Texts;

/** Moments as one would say them, in the reader's zone. */
class WhenTest {
    private static final Instant NOW = Instant.parse("2026-11-30T22:30:00Z");

    private static When when(String language) {
        var source = new ResourceBundleMessageSource();
        source.setBasenames("messages/portal", "messages/page");
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        source.setAlwaysUseMessageFormat(true);
        return new When(new Texts(source, Locale.of(language), ZoneId.of("Europe/Paris")), NOW);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fr | 2026-11-30T08:05:00Z | aujourd’hui à 09:05
            fr | 2026-11-30T22:59:00Z | aujourd’hui à 23:59
            fr | 2026-11-30T23:00:00Z | demain à 00:00
            fr | 2026-11-28T23:00:00Z | hier à 00:00
            fr | 2026-12-03T08:00:00Z | jeudi 3 décembre à 09:00
            fr | 2026-10-01T07:00:00Z | jeudi 1er octobre à 09:00
            fr | 2026-10-11T07:00:00Z | dimanche 11 octobre à 09:00
            fr | 2027-01-01T08:00:00Z | 1er janvier 2027 à 09:00
            en | 2026-11-30T08:05:00Z | today at 09:05
            en | 2026-10-01T07:00:00Z | Thursday 1 October at 09:00
            en | 2027-01-04T08:00:00Z | 4 January 2027 at 09:00
            """)
    void saysTheDayThenTheTime(String language, String instant, String said) {
        assertThat(when(language).at(Instant.parse(instant))).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fr | 2026-12-01T21:00:00Z | 2026-12-01T22:00:00Z | demain, de 22:00 à 23:00
            fr | 2026-12-01T22:00:00Z | 2026-12-02T01:00:00Z | demain à 23:00, jusqu’à mercredi 2 décembre à 02:00
            en | 2026-12-01T21:00:00Z | 2026-12-01T22:00:00Z | tomorrow, from 22:00 to 23:00
            """)
    void saysASpan(String language, String from, String to, String said) {
        assertThat(when(language).between(Instant.parse(from), Instant.parse(to)))
                .isEqualTo(said);
    }
}
