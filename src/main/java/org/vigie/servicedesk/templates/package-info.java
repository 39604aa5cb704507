/**
 * Tickets that are written again and again: templates with what is to be done, and when one of them is opened by itself. Not for
 * texts of answers (see texts). Called by the fronts.
 */
@NullMarked
package org.vigie.servicedesk.templates;

import org.jspecify.annotations.NullMarked;
