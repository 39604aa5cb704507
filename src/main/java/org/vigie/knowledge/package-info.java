/**
 * What was found out once and is written down for the next time: articles, for colleagues or for the clients' people. Not
 * for what is said on one ticket (servicedesk), nor for texts that answers are made of (servicedesk.texts). Called by the
 * fronts.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"identity", "audit"})
package org.vigie.knowledge;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
