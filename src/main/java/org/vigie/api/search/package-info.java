/** One question to everything that is found by words. */
@NullMarked
package org.vigie.api.search;

import org.jspecify.annotations.NullMarked;
