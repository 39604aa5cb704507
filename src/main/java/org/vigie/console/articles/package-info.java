/** The pages of articles. */
@NullMarked
package org.vigie.console.articles;

import org.jspecify.annotations.NullMarked;
