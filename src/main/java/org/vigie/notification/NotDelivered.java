package org.vigie.notification;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.Words;

/** A message did not arrive: why, whether another try has a chance, and how long the other side asks us to wait. */
public final class NotDelivered extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Words why;
    private final boolean forGood;
    private final @Nullable Duration notBefore;

    private NotDelivered(Words why, boolean forGood, @Nullable Duration notBefore, @Nullable Throwable cause) {
        super(why.toString(), cause);
        this.why = why;
        this.forGood = forGood;
        this.notBefore = notBefore;
    }

    /** The other side refused this message itself: the same again would be refused again. */
    static NotDelivered forGood(Words why) {
        return new NotDelivered(why, true, null, null);
    }

    static NotDelivered forNow(Words why, @Nullable Throwable cause) {
        return new NotDelivered(why, false, null, cause);
    }

    static NotDelivered forNow(Words why, Duration notBefore) {
        return new NotDelivered(why, false, notBefore, null);
    }

    public Words why() {
        return why;
    }

    public boolean isForGood() {
        return forGood;
    }

    public @Nullable Duration notBefore() {
        return notBefore;
    }
}
