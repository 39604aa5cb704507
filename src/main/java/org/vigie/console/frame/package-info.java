/**
 * The frame around each page: navigation by role, language, theme. Not for content. Called by the page room.
 */
@NullMarked
package org.vigie.console.frame;

import org.jspecify.annotations.NullMarked;
