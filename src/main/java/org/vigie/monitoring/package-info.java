/**
 * Checks: when each is asked, what is believed of it, and what its numbers say. Not for how a service is asked, see
 * probe, nor for who is told, see alerting and response. The console, the API and the relay intake call it.
 */
@NullMarked
package org.vigie.monitoring;

import org.jspecify.annotations.NullMarked;
