/**
 * What we promised: service levels, targets, availability, pauses that count. Not for measuring whether it was kept
 * (servicedesk keeps the clocks, reporting counts). Called by servicedesk, response and reporting.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"organization", "calendar", "inventory"})
package org.vigie.contracts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
