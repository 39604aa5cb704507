/**
 * Texts that people of the desk write again and again, with places for what differs. Not for what is sent by itself (see
 * correspondence). Called by the fronts.
 */
@NullMarked
package org.vigie.servicedesk.texts;

import org.jspecify.annotations.NullMarked;
