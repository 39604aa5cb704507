/**
 * Other systems are told what happens: which addresses, about what, and whether each message arrived. Not for telling people
 * (notification), nor for what other systems tell us (monitoring, mail). Hears the news of servicedesk and alerting; called by
 * the fronts.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"organization", "audit", "notification", "alerting", "servicedesk", "contracts"})
package org.vigie.webhook;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
