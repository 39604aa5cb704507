/** Declarations over HTTP: applied as text and given back. Not for what they mean. Called over HTTP only. */
@NullMarked
package org.vigie.api.declarations;

import org.jspecify.annotations.NullMarked;
