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

    /** Whether secrets would be sent to another place, or over a way that is less closed. */
    boolean goesElsewhereThan(Mailbox box) {
        return !imapHost.equalsIgnoreCase(box.imap().host())
                || imapPort != box.imap().port()
                || isLessClosed(imapTls, box.imap().tls())
                || smtpHost != null && !sendsThereAlready(box, smtpHost)
                || oauth2 && !asksThereAlready(box);
    }

    /** A mailbox that has a password now may still keep secrets of an authority, and nobody knows of which. */
    private boolean asksThereAlready(Mailbox box) {
        return box.oauth() != null && box.oauth().tokenUrl().toString().equals(tokenUrl);
    }

    /** Sending by the server that one reads from is no other place. */
    private boolean sendsThereAlready(Mailbox box, String host) {
        Mailbox.MailServer smtp = box.smtp();
        return smtp == null
                ? host.equalsIgnoreCase(box.imap().host())
                        && !isLessClosed(smtpTls, box.imap().tls())
                : host.equalsIgnoreCase(smtp.host()) && smtpPort == smtp.port() && !isLessClosed(smtpTls, smtp.tls());
    }

    private static boolean isLessClosed(String now, String before) {
        return now.equals("none") && !before.equals("none");
    }
}
