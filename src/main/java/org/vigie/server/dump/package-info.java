/**
 * Everything that Vigie keeps, as one sealed file: a snapshot written while the server works, and the same read back into
 * an empty database. Not for moving single clients (declarations do that), nor for the files of PostgreSQL. The command
 * line of the server calls it, and administrators by REST.
 */
@NullMarked
package org.vigie.server.dump;

import org.jspecify.annotations.NullMarked;
