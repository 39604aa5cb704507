/**
 * Watching: checks, their states, probes on a wheel, metrics. Not for what an alert means or who is told (alerting,
 * response). Called by the fronts and reporting; it raises alerts.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"organization", "inventory", "alerting", "audit", "probe"})
package org.vigie.monitoring;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
