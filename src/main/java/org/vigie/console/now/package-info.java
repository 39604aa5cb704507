/**
 * The first page: what must I do now. Not for history. Called by the browser.
 */
@NullMarked
package org.vigie.console.now;

import org.jspecify.annotations.NullMarked;
