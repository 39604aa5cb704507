/**
 * The monthly service report and its figures, each counted from rows that can be opened. Not for live pages. It hears
 * everybody and nobody but the fronts calls it.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "organization",
            "calendar",
            "inventory",
            "contracts",
            "maintenance",
            "alerting",
            "monitoring",
            "servicedesk",
            "response"
        })
package org.vigie.reporting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
