/**
 * Telling a person, by the channels they have: on the page, by e-mail, by webhook. Not for deciding whom to tell
 * (response). A ledger with a unique key makes every telling happen once.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"organization", "identity", "calendar", "audit", "page", "mail"})
package org.vigie.notification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
