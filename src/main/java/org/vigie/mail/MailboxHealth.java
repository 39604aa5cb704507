package org.vigie.mail;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.Words;

/**
 * How a mailbox is, as last seen from here.
 *
 * @param lookedAt when its server last answered; null: never yet
 * @param arrivedAt when its last mail came
 * @param beganAt since when it is read
 * @param failingSince since when it cannot be read
 */
public record MailboxHealth(
        long mailbox,
        @Nullable Instant lookedAt,
        @Nullable Instant arrivedAt,
        @Nullable Instant beganAt,
        @Nullable Instant failingSince,
        @Nullable Words failure) {

    /** Short interruptions are nobody's business; a mail waits on its server meanwhile. */
    public static final Duration PATIENCE = Duration.ofMinutes(5);

    /** A secret of an authority is told of so long before it ends. */
    public static final Duration NOTICE = Duration.ofDays(14);

    /** What somebody should look at; null when it is well. */
    public @Nullable Words trouble(Mailbox box, Instant now) {
        if (!box.active()) {
            return null;
        }
        if (failingSince != null && failure != null && now.isAfter(failingSince.plus(PATIENCE))) {
            return Words.of(
                    "mail.trouble.failing",
                    box.address(),
                    failingSince,
                    failure.args().isEmpty() ? failure.code() : failure.args().getLast());
        }
        if (failingSince == null
                && lookedAt != null
                && now.isAfter(lookedAt.plus(PATIENCE).plus(PATIENCE))) {
            return Words.of("mail.trouble.unread", box.address(), lookedAt);
        }
        Instant heard = arrivedAt == null ? beganAt : arrivedAt;
        if (box.silentAfterHours() != null
                && heard != null
                && now.isAfter(heard.plus(Duration.ofHours(box.silentAfterHours())))) {
            return Words.of("mail.trouble.silent", box.address(), heard);
        }
        if (box.oauth() != null && box.oauth().secretExpires() != null) {
            Instant ends = box.oauth()
                    .secretExpires()
                    .atStartOfDay(java.time.ZoneOffset.UTC)
                    .toInstant();
            if (now.isAfter(ends.minus(NOTICE))) {
                return Words.of(
                        "mail.trouble.secret", box.address(), box.oauth().secretExpires());
            }
        }
        return null;
    }
}
