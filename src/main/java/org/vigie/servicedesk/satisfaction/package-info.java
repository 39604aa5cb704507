/**
 * How those who asked say that it went. One question with a resolution, answered by a link without sign-in; why nobody was
 * asked is kept, so that every rate has its count. Not for what follows from a bad answer (Opinions). Called by servicedesk.
 */
@NullMarked
package org.vigie.servicedesk.satisfaction;

import org.jspecify.annotations.NullMarked;
