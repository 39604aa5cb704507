package org.vigie.notification;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A delivery as a channel sends it, said in the person's language. The id is the same each time it is tried. */
record Message(
        String id,
        String person,
        @Nullable String address,
        Locale language,
        String severity,
        String subject,
        String body,
        String link,
        Instant at) {}
