package org.vigie.monitoring;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * @param asset key of the asset it is about
 * @param type and {@code settings}: one probe in the words of the declarations, secrets in clear (sealed when stored)
 * @param symptom null for the usual one of the type
 * @param countsForAvailability null for the usual answer of the type
 */
public record CheckDeclaration(
        String key,
        String asset,
        String type,
        Map<String, Object> settings,
        Duration interval,
        Duration timeout,
        int failures,
        @Nullable Duration retry,
        @Nullable String symptom,
        @Nullable Boolean countsForAvailability) {}
