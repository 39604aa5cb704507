package org.vigie.monitoring.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class MetricSettingsTest {

    @Test
    void hasOneSetOfDefaults() {
        assertThat(bound(Map.of())).isEqualTo(MetricSettings.defaults());
    }

    @ParameterizedTest
    @CsvSource({
        "flush-interval, 49ms",
        "flush-interval, 1001ms",
        "flush-samples, 0",
        "flush-samples, 1000001",
        "buffer-samples, 999",
        "buffer-samples, 100000001",
        "close-grace, -1s",
        "close-grace, 61m",
        "merge-interval, -1s",
        "merge-interval, 25h",
        "ahead, -1s",
        "ahead, 61m",
        "raw-kept, 23h",
        "raw-kept, 401d",
        "hourly-kept, 31d",
        "hourly-kept, 34d",
        "hourly-kept, 3661d",
        "daily-kept, 364d",
        "daily-kept, 399d",
        "daily-kept, 18301d"
    })
    void refusesAValueOutOfRange(String name, String value) {
        assertThatThrownBy(() -> bound(Map.of("vigie.monitoring.metrics." + name, value)))
                .rootCause()
                .hasMessageContaining("vigie.monitoring.metrics." + name);
    }

    @ParameterizedTest
    @CsvSource({
        "flush-interval, 50ms",
        "flush-samples, 1",
        "buffer-samples, 1000",
        "close-grace, 0s",
        "close-grace, 1h",
        "merge-interval, 1d",
        "ahead, 0s",
        "raw-kept, 1d",
        "raw-kept, 400d",
        "hourly-kept, 35d",
        "daily-kept, 18300d"
    })
    void takesTheEndsOfTheRange(String name, String value) {
        assertThat(bound(Map.of("vigie.monitoring.metrics." + name, value))).isNotEqualTo(MetricSettings.defaults());
    }

    private static MetricSettings bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("vigie.monitoring.metrics", MetricSettings.class);
    }
}
