/**
 * The demonstration: a small shop of its own, a client declared around it and around this machine, and the page with
 * the switch. Only with {@code up --demo}. Uses the same doors as anybody; nobody calls it.
 */
@NullMarked
@ApplicationModule(displayName = "Demonstration")
package org.vigie.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
