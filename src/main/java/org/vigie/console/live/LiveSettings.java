package org.vigie.console.live;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code vigie.console.live.*}.
 *
 * @param beat how often a quiet connection is written to, so that a gone browser is noticed; 1 s to 1 min
 * @param gather changes within this time are told as one; 0 to 5 s
 */
@ConfigurationProperties("vigie.console.live")
public record LiveSettings(
        @DefaultValue("15s") Duration beat,
        @DefaultValue("250ms") Duration gather) {
    public LiveSettings {
        if (beat.compareTo(Duration.ofSeconds(1)) < 0 || beat.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("vigie.console.live.beat is 1 s to 1 min, not " + beat);
        }
        if (gather.isNegative() || gather.compareTo(Duration.ofSeconds(5)) > 0) {
            throw new IllegalArgumentException("vigie.console.live.gather is 0 to 5 s, not " + gather);
        }
    }
}
