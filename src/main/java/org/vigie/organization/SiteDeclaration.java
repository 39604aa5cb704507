package org.vigie.organization;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

public record SiteDeclaration(
        String key, String name, ZoneId timezone, @Nullable String calendar) {}
