/** Whether this process lives and can serve, and its own figures. Not for the health of clients. Called over HTTP only. */
@NullMarked
package org.vigie.api.health;

import org.jspecify.annotations.NullMarked;
