/**
 * Check pages: list, check with its graphs and its states. Called by the browser.
 */
@NullMarked
package org.vigie.console.checks;

import org.jspecify.annotations.NullMarked;
