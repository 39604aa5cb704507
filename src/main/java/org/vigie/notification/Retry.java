package org.vigie.notification;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.Backoff;

/** When a message that did not arrive is tried again, and when another way is taken. */
final class Retry {
    /** The other side may ask for more patience, but not for more than this. */
    static final Duration LONGEST = Duration.ofHours(1);

    /** A person on call is waited for no longer than this many tries, about half a minute. */
    static final int TRIES_BEFORE_ANOTHER_WAY = 2;

    private static final Duration FIRST = Duration.ofSeconds(10);

    private Retry() {}

    /** 10 s, 20 s, 40 s … up to an hour; null after the last try. */
    static @Nullable Duration after(int tries, int allowed, NotDelivered failure) {
        if (failure.isForGood() || tries >= allowed) {
            return null;
        }
        Duration own = Backoff.doubling(FIRST, LONGEST, tries);
        Duration asked = failure.notBefore();
        Duration wanted = asked != null && asked.compareTo(own) > 0 ? asked : own;
        return wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted;
    }
}
