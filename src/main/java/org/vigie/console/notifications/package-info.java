/**
 * The page of notifications: who was told, when, how and why. Sends nothing. Called by the browser.
 */
@NullMarked
package org.vigie.console.notifications;

import org.jspecify.annotations.NullMarked;
