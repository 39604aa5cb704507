/**
 * Alert pages: list, alert with its timeline, acknowledgement. Called by the browser.
 */
@NullMarked
package org.vigie.console.alerts;

import org.jspecify.annotations.NullMarked;
