/**
 * Reads what people declare about a client and makes the rooms match it, all or nothing, and gives it back as text. Not
 * for rules of a subject: each room refuses what breaks its own. Called by the fronts and at start.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "organization",
            "calendar",
            "inventory",
            "contracts",
            "maintenance",
            "monitoring",
            "response",
            "audit"
        })
package org.vigie.declaration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
