/**
 * What is looked after: assets, business services, and what depends on what. Not for promises about them (contracts) or
 * for how they are doing (monitoring). Called by every room of the estate and above.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"organization"})
package org.vigie.inventory;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
