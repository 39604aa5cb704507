/**
 * PostgreSQL as Vigie's own child: unpacked, initialised, started without root, watched and stopped; and the roles that
 * the rest of Vigie signs in with. Not for tables or migrations (each room has its own), nor for the tenant fence on a
 * connection (see {@code org.vigie.server}). Called by the command line and by the test database only.
 */
@NullMarked
package org.vigie.server.postgres;

import org.jspecify.annotations.NullMarked;
