/**
 * What those who ask see: for now, the page behind the link that asks how it went. Composes the rooms' doors; keeps no facts
 * and no rules of its own. Not for those who work on tickets (console). Nobody calls it.
 */
@NullMarked
@ApplicationModule(displayName = "Portal")
package org.vigie.portal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
