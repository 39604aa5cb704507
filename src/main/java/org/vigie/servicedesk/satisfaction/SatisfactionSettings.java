package org.vigie.servicedesk.satisfaction;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code vigie.satisfaction.*}.
 *
 * @param address under which those who ask reach Vigie, for links in mails; without it nobody is asked
 * @param open how long a link may be answered; 1d to 90d
 * @param rest how long a person is left alone after a question; 0 to 365d
 */
@ConfigurationProperties(prefix = "vigie.satisfaction", ignoreUnknownFields = false)
public record SatisfactionSettings(
        @Nullable URI address,
        @DefaultValue("14d") Duration open,
        @DefaultValue("14d") Duration rest) {

    public SatisfactionSettings {
        if (address != null
                && (!("https".equals(address.getScheme()) || "http".equals(address.getScheme()))
                        || address.getHost() == null
                        || address.getRawQuery() != null
                        || address.getRawFragment() != null
                        || address.getRawUserInfo() != null)) {
            throw new IllegalArgumentException(
                    "vigie.satisfaction.address is an http or https address without user, query and fragment, not "
                            + address);
        }
        within("open", open, Duration.ofDays(1), Duration.ofDays(90));
        within("rest", rest, Duration.ZERO, Duration.ofDays(365));
    }

    private static void within(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "vigie.satisfaction." + name + " is " + least + " to " + most + ", not " + value);
        }
    }
}
