/**
 * How long people of the desk worked on a ticket. Only the desk reads it, and nothing that was booked is ever changed: a
 * correction is another row. Called by the fronts.
 */
@NullMarked
package org.vigie.servicedesk.time;

import org.jspecify.annotations.NullMarked;
