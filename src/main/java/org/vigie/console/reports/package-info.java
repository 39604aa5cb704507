/**
 * Report pages: the months of each client, the report of one, its rows and its paper. Not for counting. Called by the
 * browser.
 */
@NullMarked
package org.vigie.console.reports;

import org.jspecify.annotations.NullMarked;
