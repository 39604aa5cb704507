package org.vigie.webhook;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.notification.NotDelivered;

/** When a message is tried again: the schedule that Standard Webhooks recommends, a day and a half in all. */
final class Patience {
    private static final List<Duration> WAITS = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14));

    /** The other side may ask for more patience, but not for more than this. */
    private static final Duration LONGEST = Duration.ofHours(24);

    private Patience() {}

    /**
     * After so many tries; null after the last one. What the receiver refuses for good in our eyes is tried again all the same:
     * behind an address that a person typed, a 404 is mostly a deployment that is not finished.
     */
    static @Nullable Duration after(int tries, NotDelivered failure) {
        if (tries > WAITS.size()) {
            return null;
        }
        Duration own = WAITS.get(tries - 1);
        Duration asked = failure.notBefore();
        Duration wanted = asked != null && asked.compareTo(own) > 0 ? asked : own;
        return wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted;
    }
}
