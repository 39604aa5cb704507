package org.vigie.console.mail;

import org.jspecify.annotations.Nullable;
import org.vigie.mail.Mailbox;
import org.vigie.mail.MailboxHealth;
import org.vigie.shared.Words;

/**
 * A mailbox in the list.
 *
 * @param client its name; null: the mail of every client
 * @param trouble what somebody should look at; null when it is well
 */
public record MailboxRow(
        Mailbox box,
        @Nullable String client,
        @Nullable MailboxHealth health,
        @Nullable Words trouble) {}
