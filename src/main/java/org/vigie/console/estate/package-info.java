/**
 * Pages of assets and business services and what depends on what. Called by the browser.
 */
@NullMarked
package org.vigie.console.estate;

import org.jspecify.annotations.NullMarked;
