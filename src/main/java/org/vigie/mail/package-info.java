/**
 * Mail in and out: mailboxes, what came and what became of it, what goes out and whether it arrived. Not for what a mail means
 * to a ticket (servicedesk.intake), nor for telling people of alerts (notification). Called by servicedesk and the fronts.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"organization", "files", "audit", "page"})
package org.vigie.mail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
