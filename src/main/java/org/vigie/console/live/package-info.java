/**
 * Tells open pages that something changed, over server-sent events. Carries no content: the page asks again for what it
 * shows, through its own rights. Hears all news; nobody calls it.
 */
@NullMarked
package org.vigie.console.live;

import org.jspecify.annotations.NullMarked;
