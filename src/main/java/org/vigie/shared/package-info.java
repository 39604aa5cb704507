/**
 * The few words that every room needs, such as a span of time. Not for anything that knows a rule of one room, a table
 * or a bean. Every room calls it; it calls nobody.
 */
@NullMarked
package org.vigie.shared;

import org.jspecify.annotations.NullMarked;
