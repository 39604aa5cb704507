/** Articles over REST. */
@NullMarked
package org.vigie.api.articles;

import org.jspecify.annotations.NullMarked;
