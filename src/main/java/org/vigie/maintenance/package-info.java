/**
 * When we touch what we look after: maintenance windows, agreed with the client or not. Not for the work done in them
 * (a later story). Called by alerting, which mutes, and reporting, which counts.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"organization", "calendar", "inventory"})
package org.vigie.maintenance;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
