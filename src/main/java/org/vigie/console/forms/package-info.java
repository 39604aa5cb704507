/**
 * Pages on which everything declared is seen and changed, made from the descriptions of the declaration room: a form's
 * fields become the object that {@code apply} would read. Not for rules of a subject. Called by the browser.
 */
@NullMarked
package org.vigie.console.forms;

import org.jspecify.annotations.NullMarked;
