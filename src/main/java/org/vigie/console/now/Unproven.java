package org.vigie.console.now;

import org.jspecify.annotations.Nullable;
import org.vigie.inventory.Asset;
import org.vigie.monitoring.Check;

/** A check of which Vigie cannot tell how it is. */
public record Unproven(Check check, @Nullable Asset asset) {}
