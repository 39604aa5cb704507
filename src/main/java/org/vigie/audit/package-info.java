/**
 * Who did what, append-only and tamper-evident. Not for the history of a ticket or an alert, which their own rooms keep
 * and show. Doors of all rooms may write to it; it calls none.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.vigie.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
