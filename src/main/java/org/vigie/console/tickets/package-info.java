/**
 * Ticket pages: list, ticket, its verbs, the explanation of a deadline. Called by the browser.
 */
@NullMarked
package org.vigie.console.tickets;

import org.jspecify.annotations.NullMarked;
