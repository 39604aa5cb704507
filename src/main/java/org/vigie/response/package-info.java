/**
 * What we do when an alert opens or clears: the bridge between alerts, tickets and people on call. Not for judging checks
 * nor for keeping tickets. It knows both sides and no one knows it, except the fronts that show its rules.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "organization",
            "identity",
            "calendar",
            "inventory",
            "contracts",
            "notification",
            "alerting",
            "servicedesk",
            "mail",
            "audit",
            "page"
        })
package org.vigie.response;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
