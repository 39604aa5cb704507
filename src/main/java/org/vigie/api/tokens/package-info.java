/** API tokens over HTTP. Not for what a token may do, which is identity's. Called over HTTP only. */
@NullMarked
package org.vigie.api.tokens;

import org.jspecify.annotations.NullMarked;
