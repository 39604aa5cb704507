/**
 * The letters of a ticket: what came by mail and is on it, and what goes to whoever asks and follows. Only what the client
 * can read ever comes here. Not for sending (mail), nor for what a mail that came means (intake). Called by servicedesk.
 */
@NullMarked
package org.vigie.servicedesk.correspondence;

import org.jspecify.annotations.NullMarked;
