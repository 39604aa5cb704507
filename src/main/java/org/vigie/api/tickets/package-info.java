/** Tickets over HTTP: one resource a verb. Not for their rules, which are the service desk's. Called over HTTP only. */
@NullMarked
package org.vigie.api.tickets;

import org.jspecify.annotations.NullMarked;
