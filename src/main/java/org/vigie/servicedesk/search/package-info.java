/**
 * Finds tickets by the words in them, and those that are like one another. Not for lists by state, team or title (see the
 * room), nor for articles. The room tells it each text that is written; called by the fronts.
 */
@NullMarked
package org.vigie.servicedesk.search;

import org.jspecify.annotations.NullMarked;
