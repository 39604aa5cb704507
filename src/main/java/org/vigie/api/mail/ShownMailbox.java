package org.vigie.api.mail;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigie.api.Choice;
import org.vigie.mail.Mailbox;
import org.vigie.mail.Mailbox.MailServer;
import org.vigie.mail.Mailbox.OAuth;
import org.vigie.mail.Mailbox.Watched;
import org.vigie.mail.MailboxHealth;
import org.vigie.page.Texts;
import org.vigie.shared.TenantId;

/** A mailbox and how it is. Its secrets are in no answer. */
record ShownMailbox(
        String key,
        String name,
        String address,
        @Nullable String client,
        String imapHost,
        int imapPort,
        String imapTls,
        String folder,
        @Nullable String smtpHost,
        @Nullable Integer smtpPort,
        @Nullable String smtpTls,
        String login,
        String signIn,
        @Nullable String tokenUrl,
        @Nullable String oauthClient,
        @Nullable String oauthScope,
        @Nullable LocalDate oauthSecretExpires,
        String strangers,
        boolean acknowledges,
        String afterwards,
        @Nullable Integer silentAfterHours,
        @Nullable String watchedClient,
        @Nullable String watchedAsset,
        boolean active,
        long version,
        @Nullable Instant lookedAt,
        @Nullable Instant arrivedAt,
        @Nullable Instant failingSince,
        @Nullable String failure,
        @Nullable String trouble) {

    static ShownMailbox of(
            Mailbox box, @Nullable MailboxHealth health, Map<TenantId, String> clients, Texts texts, Instant now) {
        MailServer smtp = box.smtp();
        OAuth oauth = box.oauth();
        Watched watched = box.watched();
        return new ShownMailbox(
                box.key(),
                box.name(),
                box.address(),
                box.client() == null ? null : clients.get(box.client()),
                box.imap().host(),
                box.imap().port(),
                box.imap().tls(),
                box.folder(),
                smtp == null ? null : smtp.host(),
                smtp == null ? null : Integer.valueOf(smtp.port()),
                smtp == null ? null : smtp.tls(),
                box.login(),
                oauth == null ? MailboxWanted.PASSWORD : MailboxWanted.OAUTH2,
                oauth == null ? null : oauth.tokenUrl().toString(),
                oauth == null ? null : oauth.client(),
                oauth == null ? null : oauth.scope(),
                oauth == null ? null : oauth.secretExpires(),
                Choice.word(box.strangers()),
                box.acknowledges(),
                Choice.word(box.afterwards()),
                box.silentAfterHours(),
                watched == null ? null : clients.get(watched.client()),
                watched == null ? null : watched.asset(),
                box.active(),
                box.version(),
                health == null ? null : health.lookedAt(),
                health == null ? null : health.arrivedAt(),
                health == null ? null : health.failingSince(),
                health == null || health.failure() == null ? null : texts.say(health.failure()),
                trouble(box, health, texts, now));
    }

    private static @Nullable String trouble(Mailbox box, @Nullable MailboxHealth health, Texts texts, Instant now) {
        var trouble = health == null ? null : health.trouble(box, now);
        return trouble == null ? null : texts.say(trouble);
    }
}
