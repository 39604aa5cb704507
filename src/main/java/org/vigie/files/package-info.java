/**
 * Attachments: their bytes, what they are, how large they may be. Not for who may read one, which whatever it hangs on decides
 * (a ticket, a mail, an article). Called by mail, servicedesk, knowledge and the fronts.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "organization")
package org.vigie.files;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
