package org.vigie.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void givesWordsBackAsTheyWere() {
        var words = Words.of("probe.http.status", 503, "http://boutique.example/", "l'accès \"admin\"");
        assertThat(Json.words(Json.of(words))).isEqualTo(words);
    }

    @Test
    void readsWhatPostgresqlReordered() {
        assertThat(Json.words("{\"args\": [\"1\"], \"code\": \"a.b\"}")).isEqualTo(Words.of("a.b", 1));
    }

    @Test
    void writesEqualMapsAsEqualTexts() {
        assertThat(Json.of(Map.of("b", "2", "a", "1"))).isEqualTo("{\"a\":\"1\",\"b\":\"2\"}");
        assertThat(Json.strings("{\"b\":\"2\",\"a\":\"1\"}")).isEqualTo(Map.of("a", "1", "b", "2"));
    }
}
