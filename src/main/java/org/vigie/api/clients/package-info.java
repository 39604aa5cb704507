/** Clients, their sites and their calendars over HTTP. Not for what is supervised there. Called over HTTP only. */
@NullMarked
package org.vigie.api.clients;

import org.jspecify.annotations.NullMarked;
