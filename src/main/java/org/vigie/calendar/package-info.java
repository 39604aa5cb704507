/**
 * Business time: working hours, holidays, and how much open time lies between two instants, as pure values. Not for
 * planned maintenance (see maintenance) nor for what a service level promises (see servicedesk.sla). Every room that
 * counts or promises time calls it; it calls only shared.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"organization"})
package org.vigie.calendar;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
