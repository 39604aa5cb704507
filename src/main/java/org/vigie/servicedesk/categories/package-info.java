/**
 * What tickets are about: one tree for all clients, in French and English. Not for what a client runs (see inventory's
 * services). Called by servicedesk and the fronts.
 */
@NullMarked
package org.vigie.servicedesk.categories;

import org.jspecify.annotations.NullMarked;
