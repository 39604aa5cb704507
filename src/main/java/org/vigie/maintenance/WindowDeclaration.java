package org.vigie.maintenance;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** @param first the day of a single window, or the day from which the rule counts (null: the day it is declared) */
public record WindowDeclaration(
        String key,
        SortedSet<String> assets,
        @Nullable String rule,
        @Nullable LocalDate first,
        LocalTime start,
        Duration lasts,
        ZoneId timezone,
        boolean agreed) {}
