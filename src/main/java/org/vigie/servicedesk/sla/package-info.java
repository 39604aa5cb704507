/**
 * The clocks that run on a ticket: pure values that read a log of events against a target and a calendar version, and
 * say the deadline, the verdict and why. Not for storing the events nor for deciding when one happens (see servicedesk),
 * nor for what was promised (see contracts). Only servicedesk calls it.
 */
@NullMarked
package org.vigie.servicedesk.sla;

import org.jspecify.annotations.NullMarked;
