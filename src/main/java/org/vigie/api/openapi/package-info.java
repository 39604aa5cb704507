/** The description of the API, made from the controllers themselves. Not for prose. Called over HTTP only. */
@NullMarked
package org.vigie.api.openapi;

import org.jspecify.annotations.NullMarked;
