/**
 * Accounts, sign-in, sessions, roles and what they may see, API tokens. Not for people without an account (organization).
 * Called by the fronts for each request and by notification.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"organization", "audit", "page"})
package org.vigie.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
