/**
 * Client pages: everything declared for a client, and the editor of its declarations. Called by the browser.
 */
@NullMarked
package org.vigie.console.clients;

import org.jspecify.annotations.NullMarked;
