/**
 * Who there is: clients, their sites, teams and people. Not for accounts and rights (identity), nor for what is looked
 * after (inventory). Every room above calls it; it calls none.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.vigie.organization;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
