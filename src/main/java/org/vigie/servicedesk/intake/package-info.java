/**
 * What a mail that came means to the desk: a new ticket, a line on one, a letter that did not arrive, nothing, or a question
 * for a person. Not for fetching or reading mail (mail). Called by its own watch and the fronts.
 */
@NullMarked
package org.vigie.servicedesk.intake;

import org.jspecify.annotations.NullMarked;
