package org.vigie.console.mail;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigie.mail.Mailbox;
import org.vigie.mail.Mailbox.Afterwards;
import org.vigie.mail.Mailbox.Strangers;
import org.vigie.mail.Mailbox.Watched;
import org.vigie.mail.MailboxDraft;
import org.vigie.shared.FieldError;
import org.vigie.shared.Refused;
import org.vigie.shared.TenantId;

/** What was typed into the form of a mailbox, kept as it was until all of it is right. */
public record MailboxForm(Map<String, String> typed) {
    public MailboxForm {
        typed = Map.copyOf(typed);
    }

    static MailboxForm fresh() {
        var typed = new HashMap<String, String>();
        typed.put("imap-port", "993");
        typed.put("imap-tls", "tls");
        typed.put("folder", "INBOX");
        typed.put("smtp-port", "587");
        typed.put("smtp-tls", "starttls");
        typed.put("sign-in", "password");
        typed.put("strangers", "hold");
        typed.put("acknowledges", "yes");
        typed.put("afterwards", "seen");
        typed.put("active", "yes");
        return new MailboxForm(typed);
    }

    /** Without its secrets, which never leave. */
    static MailboxForm of(Mailbox box, Map<TenantId, String> clients) {
        var typed = new HashMap<String, String>();
        typed.put("name", box.name());
        typed.put("address", box.address());
        typed.put("client", box.client() == null ? "" : clients.getOrDefault(box.client(), ""));
        typed.put("imap-host", box.imap().host());
        typed.put("imap-port", Integer.toString(box.imap().port()));
        typed.put("imap-tls", box.imap().tls());
        typed.put("folder", box.folder());
        typed.put("smtp-host", box.smtp() == null ? "" : box.smtp().host());
        typed.put(
                "smtp-port",
                box.smtp() == null ? "587" : Integer.toString(box.smtp().port()));
        typed.put("smtp-tls", box.smtp() == null ? "starttls" : box.smtp().tls());
        typed.put("login", box.login());
        typed.put("sign-in", box.oauth() == null ? "password" : "oauth2");
        if (box.oauth() != null) {
            typed.put("token-url", box.oauth().tokenUrl().toString());
            typed.put("oauth-client", box.oauth().client());
            typed.put(
                    "oauth-scope",
                    box.oauth().scope() == null ? "" : box.oauth().scope());
            typed.put(
                    "oauth-expires",
                    box.oauth().secretExpires() == null
                            ? ""
                            : box.oauth().secretExpires().toString());
        }
        typed.put("strangers", box.strangers().name().toLowerCase(Locale.ROOT));
        typed.put("acknowledges", box.acknowledges() ? "yes" : "");
        typed.put("afterwards", box.afterwards().name().toLowerCase(Locale.ROOT));
        typed.put(
                "silent-after",
                box.silentAfterHours() == null ? "" : box.silentAfterHours().toString());
        if (box.watched() != null) {
            typed.put("watched-client", clients.getOrDefault(box.watched().client(), ""));
            typed.put("watched-asset", box.watched().asset());
        }
        typed.put("active", box.active() ? "yes" : "");
        typed.put("version", Long.toString(box.version()));
        return new MailboxForm(typed);
    }

    public String get(String field) {
        return typed.getOrDefault(field, "");
    }

    public boolean is(String field, String value) {
        return get(field).equals(value);
    }

    @Nullable
    Long version() {
        return get("version").matches("\\d{1,15}") ? Long.valueOf(get("version")) : null;
    }

    /** @throws Refused when something cannot even be understood */
    MailboxDraft draft(String key, Map<String, TenantId> clients) {
        var errors = new ArrayList<FieldError>();
        var draft = new MailboxDraft(
                key,
                get("name").strip(),
                get("address").strip(),
                client("client", clients, errors),
                get("imap-host").strip(),
                number("imap-port", errors),
                get("imap-tls"),
                get("folder").strip(),
                orNull("smtp-host"),
                orNull("smtp-host") == null ? 587 : number("smtp-port", errors),
                get("smtp-tls"),
                get("login").strip(),
                is("sign-in", "oauth2"),
                orNull("password"),
                is("sign-in", "oauth2") ? orNull("token-url") : null,
                is("sign-in", "oauth2") ? orNull("oauth-client") : null,
                orNull("oauth-secret"),
                date("oauth-expires", errors),
                orNull("oauth-scope"),
                orNull("refresh-token"),
                one("strangers", Strangers.class, Strangers.HOLD),
                is("acknowledges", "yes"),
                one("afterwards", Afterwards.class, Afterwards.SEEN),
                get("silent-after").isBlank() ? null : Integer.valueOf(number("silent-after", errors)),
                watched(clients, errors),
                is("active", "yes"));
        if (!errors.isEmpty()) {
            throw Refused.fields(errors);
        }
        return draft;
    }

    private @Nullable String orNull(String field) {
        return get(field).isBlank() ? null : get(field).strip();
    }

    private @Nullable TenantId client(String field, Map<String, TenantId> clients, List<FieldError> errors) {
        String key = get(field).strip();
        if (!key.isEmpty() && !clients.containsKey(key)) {
            errors.add(FieldError.of(field, "refusal.mailbox.client", key));
        }
        return clients.get(key);
    }

    private @Nullable Watched watched(Map<String, TenantId> clients, List<FieldError> errors) {
        TenantId client = client("watched-client", clients, errors);
        String asset = orNull("watched-asset");
        if (client == null && asset != null && get("watched-client").isBlank()) {
            errors.add(FieldError.of("watched-client", "refusal.required"));
        }
        if (client != null && asset == null) {
            errors.add(FieldError.of("watched-asset", "refusal.required"));
        }
        return client == null || asset == null ? null : new Watched(client, asset);
    }

    private int number(String field, List<FieldError> errors) {
        if (!get(field).strip().matches("\\d{1,9}")) {
            errors.add(FieldError.of(field, "refusal.mailbox.number", get(field)));
            return 1;
        }
        return Integer.parseInt(get(field).strip());
    }

    private @Nullable LocalDate date(String field, List<FieldError> errors) {
        try {
            return get(field).isBlank() ? null : LocalDate.parse(get(field));
        } catch (DateTimeParseException e) {
            errors.add(FieldError.of(field, "refusal.mailbox.date", get(field)));
            return null;
        }
    }

    private <E extends Enum<E>> E one(String field, Class<E> type, E otherwise) {
        for (E value : type.getEnumConstants()) {
            if (value.name().equalsIgnoreCase(get(field))) {
                return value;
            }
        }
        return otherwise;
    }
}
