package org.vigie.monitoring;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code vigie.monitoring.watch.*}.
 *
 * @param enabled whether this process asks checks at all
 * @param ceiling most probes in flight at once; 1 to 100 000
 * @param beatEvery seconds between two proofs that somebody watches; 1 to 60
 */
@ConfigurationProperties("vigie.monitoring.watch")
public record WatchSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("5000") int ceiling,
        @DefaultValue("3") int beatEvery) {
    public WatchSettings {
        if (ceiling < 1 || ceiling > 100_000) {
            throw new IllegalArgumentException("vigie.monitoring.watch.ceiling is 1 to 100000, not " + ceiling);
        }
        if (beatEvery < 1 || beatEvery > 60) {
            throw new IllegalArgumentException("vigie.monitoring.watch.beat-every is 1 to 60 s, not " + beatEvery);
        }
    }
}
