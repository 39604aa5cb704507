package org.vigie.notification;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.shared.Words;

/** Tells people, and remembers whom, when, how and whether it arrived. */
@Service
public class Notifications {

    /** Tells whoever is on call for the team (key) at that instant; the answer says who and why. */
    @Transactional
    public List<Delivery> page(String team, Telling telling, Instant at) {
        throw new UnsupportedOperationException();
    }

    /** What was sent about one page (link), the newest first. */
    @Transactional(readOnly = true)
    public List<Delivery> about(String link) {
        throw new UnsupportedOperationException();
    }

    @Transactional(readOnly = true)
    public List<Delivery> latest(int howMany) {
        throw new UnsupportedOperationException();
    }

    /** @param why why this person: "on call for n2 until …"; @param error why it did not arrive, when it did not */
    public record Delivery(
            long id,
            Instant at,
            String person,
            String channel,
            String status,
            Words subject,
            Words why,
            String link,
            @Nullable Instant deliveredAt,
            @Nullable String error) {}
}
