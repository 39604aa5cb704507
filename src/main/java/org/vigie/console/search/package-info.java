/** {@code /search}: everything that is found by some words, and what is like a ticket. */
@NullMarked
package org.vigie.console.search;

import org.jspecify.annotations.NullMarked;
