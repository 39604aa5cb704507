package org.vigie.console.frame;

import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code vigie.console.*}.
 *
 * @param zone in which times are shown; any IANA zone
 * @param demo whether the demo's page is offered
 */
@ConfigurationProperties("vigie.console")
public record ConsoleSettings(
        @DefaultValue("Europe/Paris") ZoneId zone,
        @DefaultValue("false") boolean demo) {}
