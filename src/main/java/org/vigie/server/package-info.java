/**
 * The process itself: the command line, the PostgreSQL that it supervises, migrations, the tenant fence on the
 * connection, health and shutdown. Not for anything that a user would recognise as their work. Nobody calls it.
 */
@NullMarked
package org.vigie.server;

import org.jspecify.annotations.NullMarked;
