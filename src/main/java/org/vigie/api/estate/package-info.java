/** Assets over HTTP. Not for their declaration, which is one text for a client. Called over HTTP only. */
@NullMarked
package org.vigie.api.estate;

import org.jspecify.annotations.NullMarked;
