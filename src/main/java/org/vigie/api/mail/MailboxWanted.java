package org.vigie.api.mail;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.vigie.api.Choice;
import org.vigie.mail.Mailbox.Afterwards;
import org.vigie.mail.Mailbox.Strangers;
import org.vigie.mail.Mailbox.Watched;
import org.vigie.mail.MailboxDraft;
import org.vigie.shared.FieldError;
import org.vigie.shared.Refused;
import org.vigie.shared.TenantId;

/**
 * A mailbox as the body of a PUT wants it. What is left out is as the form of a new one has it; a secret that is left out
 * stays.
 */
record MailboxWanted(
        @Nullable String name,
        @Nullable String address,
        @Nullable String client,
        @Nullable String imapHost,
        @Nullable Integer imapPort,
        @Nullable String imapTls,
        @Nullable String folder,
        @Nullable String smtpHost,
        @Nullable Integer smtpPort,
        @Nullable String smtpTls,
        @Nullable String login,
        @Nullable String signIn,
        @Nullable String password,
        @Nullable String tokenUrl,
        @Nullable String oauthClient,
        @Nullable String oauthSecret,
        @Nullable LocalDate oauthSecretExpires,
        @Nullable String oauthScope,
        @Nullable String refreshToken,
        @Nullable String strangers,
        @Nullable Boolean acknowledges,
        @Nullable String afterwards,
        @Nullable Integer silentAfterHours,
        @Nullable String watchedClient,
        @Nullable String watchedAsset,
        @Nullable Boolean active) {

    static final String PASSWORD = "password";
    static final String OAUTH2 = "oauth2";

    MailboxDraft draft(String key, Map<TenantId, String> clients) {
        boolean oauth2 = isOAuth2();
        return new MailboxDraft(
                key,
                text(name),
                text(address),
                client("client", client, clients),
                text(imapHost),
                Objects.requireNonNullElse(imapPort, 993),
                Objects.requireNonNullElse(imapTls, "tls"),
                Objects.requireNonNullElse(folder, "INBOX").strip(),
                orNull(smtpHost),
                Objects.requireNonNullElse(smtpPort, 587),
                Objects.requireNonNullElse(smtpTls, "starttls"),
                text(login),
                oauth2,
                secret(password),
                oauth2 ? orNull(tokenUrl) : null,
                oauth2 ? orNull(oauthClient) : null,
                secret(oauthSecret),
                oauthSecretExpires,
                orNull(oauthScope),
                secret(refreshToken),
                strangers == null ? Strangers.HOLD : Choice.read("strangers", strangers, Strangers.class),
                !Boolean.FALSE.equals(acknowledges),
                afterwards == null ? Afterwards.SEEN : Choice.read("afterwards", afterwards, Afterwards.class),
                silentAfterHours,
                watched(clients),
                !Boolean.FALSE.equals(active));
    }

    private boolean isOAuth2() {
        return switch (Objects.requireNonNullElse(signIn, PASSWORD)) {
            case PASSWORD -> false;
            case OAUTH2 -> true;
            case String other -> throw Refused.field("signIn", "refusal.choice", other, PASSWORD + ", " + OAUTH2);
        };
    }

    private @Nullable Watched watched(Map<TenantId, String> clients) {
        TenantId whose = client("watchedClient", watchedClient, clients);
        String asset = orNull(watchedAsset);
        if (whose == null && asset == null) {
            return null;
        }
        if (whose == null || asset == null) {
            throw Refused.field(whose == null ? "watchedClient" : "watchedAsset", "refusal.required");
        }
        return new Watched(whose, asset);
    }

    private static @Nullable TenantId client(String field, @Nullable String key, Map<TenantId, String> clients) {
        if (key == null || key.isBlank()) {
            return null;
        }
        return clients.entrySet().stream()
                .filter(client -> client.getValue().equals(key))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> Refused.field(field, "refusal.mailbox.client", key));
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given.strip();
    }

    private static @Nullable String orNull(@Nullable String given) {
        return given == null || given.isBlank() ? null : given.strip();
    }

    private static @Nullable String secret(@Nullable String given) {
        return given == null || given.isEmpty() ? null : given;
    }

    /** The room names its fields as the form does; here they are those of the body. */
    static Refused named(Refused refused) {
        if (refused.errors().isEmpty()) {
            return refused;
        }
        List<FieldError> named = new ArrayList<>();
        for (FieldError error : refused.errors()) {
            named.add(new FieldError(named(error.field()), error.line(), error.rule()));
        }
        return Refused.fields(named);
    }

    private static String named(String field) {
        if (field.equals("silent-after")) {
            return "silentAfterHours";
        }
        var name = new StringBuilder();
        for (String word : field.split("-", -1)) {
            name.append(
                    name.isEmpty() || word.isEmpty()
                            ? word
                            : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }

    /** Secrets are in it. */
    @Override
    public String toString() {
        return "MailboxWanted[" + address + "]";
    }
}
