/**
 * The pages of those who keep the system in service and in condition, and of the client's own people where their role
 * lets them in. Composes the rooms' doors; keeps no facts and no rules of its own. Nobody calls it.
 */
@NullMarked
@ApplicationModule(displayName = "Console")
package org.vigie.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
