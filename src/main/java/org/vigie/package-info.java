/** Vigie, one room per package; the plan of the house is ARCHITECTURE.md. */
@NullMarked
package org.vigie;

import org.jspecify.annotations.NullMarked;
