/**
 * From signals to alerts: one per client, asset and symptom, muted by maintenance, closed by recovery. Not for deciding
 * who is told or which ticket opens (response). Called by monitoring and later by backup, patching, security.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"organization", "inventory", "maintenance", "audit"})
package org.vigie.alerting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
