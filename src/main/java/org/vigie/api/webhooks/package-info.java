/** Webhooks over REST: which other systems are told what, and whether it arrived. */
@NullMarked
package org.vigie.api.webhooks;

import org.jspecify.annotations.NullMarked;
