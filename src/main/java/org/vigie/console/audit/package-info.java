/**
 * The page of the audit trail: who did what, and whether the chain is whole. Writes nothing but that it was verified.
 * Called by the browser.
 */
@NullMarked
package org.vigie.console.audit;

import org.jspecify.annotations.NullMarked;
