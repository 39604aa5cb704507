/** Checks, alerts and measures over HTTP. Not for what follows from an alert. Called over HTTP only. */
@NullMarked
package org.vigie.api.supervision;

import org.jspecify.annotations.NullMarked;
