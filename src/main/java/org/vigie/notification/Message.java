package org.vigie.notification;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as a channel sends it, said in the person's language.
 *
 * @param id the same each time it is tried, and never that of another one, on any installation
 * @param why why this person is told
 */
record Message(
        String id,
        String person,
        @Nullable String address,
        Locale language,
        String severity,
        String subject,
        String body,
        String why,
        String link,
        Instant at) {}
