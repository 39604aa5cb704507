package org.vigie.alerting;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import org.vigie.shared.Refused;

/** The place in the list of alerts after which the next page begins; opaque to those who carry it. */
record AlertCursor(Instant openedAt, long id) {

    static AlertCursor parse(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", -1);
            if (parts.length == 2) {
                return new AlertCursor(Instant.parse(parts[0]), Long.parseLong(parts[1]));
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            // Falls through to the one refusal: a cursor is ours or it is not.
        }
        throw Refused.field("cursor", "refusal.alert-cursor");
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((openedAt + " " + id).getBytes(StandardCharsets.UTF_8));
    }
}
