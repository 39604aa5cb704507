package org.vigie.identity;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param sessionIdle after this long without a request a session ends; 5 minutes to 30 days, default 12 hours
 * @param sessionLife after this long it ends in any case; 1 hour to 90 days, default 7 days
 * @param sessionCache for how long a node may use what it read of a session or token; 0 to 30 seconds, default 3 s. An
 *     account that is disabled on another node can act for that long
 * @param linkLife how long an invitation or set-up link is good; 10 minutes to 14 days, default 3 days
 */
@ConfigurationProperties(prefix = "vigie.identity", ignoreUnknownFields = false)
public record IdentitySettings(
        @DefaultValue("12h") Duration sessionIdle,
        @DefaultValue("7d") Duration sessionLife,
        @DefaultValue("3s") Duration sessionCache,
        @DefaultValue("3d") Duration linkLife) {
    public IdentitySettings {
        within("session-idle", sessionIdle, Duration.ofMinutes(5), Duration.ofDays(30));
        within("session-life", sessionLife, Duration.ofHours(1), Duration.ofDays(90));
        within("session-cache", sessionCache, Duration.ZERO, Duration.ofSeconds(30));
        within("link-life", linkLife, Duration.ofMinutes(10), Duration.ofDays(14));
    }

    public static IdentitySettings defaults() {
        return new IdentitySettings(
                Duration.ofHours(12), Duration.ofDays(7), Duration.ofSeconds(3), Duration.ofDays(3));
    }

    private static void within(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "vigie.identity." + name + " is " + value + " and must be from " + least + " to " + most);
        }
    }
}
