/**
 * Tickets: conversation, states, teams and levels, and the clocks that were promised on them. Not for alerts, nor for what
 * is told to whom; it does not know monitoring. Called by response, reporting and the fronts.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "organization",
            "identity",
            "calendar",
            "inventory",
            "contracts",
            "maintenance",
            "files",
            "mail",
            "mail :: message",
            "page",
            "audit"
        })
package org.vigie.servicedesk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
