package org.vigie.mail;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.vigie.mail.Mailbox.Afterwards;
import org.vigie.mail.Mailbox.Strangers;
import org.vigie.mail.Mailbox.Watched;
import org.vigie.shared.TenantId;

/**
 * A mailbox as somebody wants it, not yet looked at.
 *
 * @param password and the other secrets: null keeps the one that is there
 */
public record MailboxDraft(
        String key,
        String name,
        String address,
        @Nullable TenantId client,
        String imapHost,
        int imapPort,
        String imapTls,
        String folder,
        @Nullable String smtpHost,
        int smtpPort,
        String smtpTls,
        String login,
        boolean oauth2,
        @Nullable String password,
        @Nullable String tokenUrl,
        @Nullable String oauthClient,
        @Nullable String oauthSecret,
        @Nullable LocalDate oauthSecretExpires,
        @Nullable String oauthScope,
        @Nullable String refreshToken,
        Strangers strangers,
        boolean acknowledges,
        Afterwards afterwards,
        @Nullable Integer silentAfterHours,
        @Nullable Watched watched,
        boolean active) {

    @Override
    public String toString() {
        return "MailboxDraft[" + key + "]";
    }
}
