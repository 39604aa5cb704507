/**
 * What the client's own people see: how their services are, what they asked for and what becomes of it, what they can read,
 * and the page behind the link that asks how it went. Composes the rooms' doors; keeps no facts and no rules of its own. Not
 * for those who work on tickets (console). Nobody calls it.
 */
@NullMarked
@ApplicationModule(displayName = "Portal")
package org.vigie.portal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
