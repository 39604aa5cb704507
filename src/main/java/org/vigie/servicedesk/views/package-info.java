/**
 * Views: which tickets somebody wants to see, written as one line that stands in the address, kept under a name, shared with
 * colleagues. Not the lists themselves, which the desk's door answers. Called by the fronts.
 */
@NullMarked
package org.vigie.servicedesk.views;

import org.jspecify.annotations.NullMarked;
