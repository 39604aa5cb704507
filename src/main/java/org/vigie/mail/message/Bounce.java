package org.vigie.mail.message;

import org.jspecify.annotations.Nullable;

/**
 * What a mail server says of a mail that it could not, or not yet, deliver (RFC 3464).
 *
 * @param recipient whom it did not reach
 * @param failed for good; otherwise it is only late
 * @param status an enhanced status code such as 5.1.1 (RFC 3463)
 * @param original Message-ID of the mail that was sent
 */
public record Bounce(
        @Nullable String recipient,
        boolean failed,
        @Nullable String status,
        @Nullable String diagnostic,
        @Nullable String original) {}
