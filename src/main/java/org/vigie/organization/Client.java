package org.vigie.organization;

import java.util.Locale;
import org.vigie.shared.TenantId;

/** One client of the provider, or the company itself where IT works in-house. */
public record Client(TenantId id, String key, String name, Locale locale) {}
