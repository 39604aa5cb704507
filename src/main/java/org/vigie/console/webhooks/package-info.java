/** Pages about webhooks: which other systems are told what, and whether it arrived. */
@NullMarked
package org.vigie.console.webhooks;

import org.jspecify.annotations.NullMarked;
