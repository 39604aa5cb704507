package org.vigie.mail.message;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who is behind a mail: a person, an automatism, a list, a mail server (RFC 3834, RFC 3464, RFC 2919, and what programs send instead).
 *
 * @param why the header that tells
 */
record Origin(Nature nature, @Nullable String why, @Nullable Bounce bounce) {
    private static final Pattern DAEMON =
            Pattern.compile("(mailer-daemon|postmaster|mail-daemon|mailerdaemon)(@.*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern NO_REPLY =
            Pattern.compile("(no[-_.]?reply|do[-_.]?not[-_.]?reply|ne[-_.]?pas[-_.]?repondre)@.*");
    private static final Pattern ABSENT = Pattern.compile(
            "(out of (the )?office|automatic reply|auto(matic)?[- ]?reply|autoreply|réponse automatique|absence( du bureau)?\\s*:"
                    + "|je suis absent|abwesenheit|automatische antwort).*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern FAILED = Pattern.compile("(?is).*?\\b([45]\\.\\d{1,3}\\.\\d{1,3})\\b.*");

    static Origin of(Entity mail, Address from, String subject) {
        Bounce bounce = bounce(mail, from);
        if (bounce != null) {
            return new Origin(Nature.BOUNCE, "Content-Type", bounce);
        }
        String auto = lower(mail.header("auto-submitted"));
        if (!auto.isEmpty() && !auto.startsWith("no")) {
            return new Origin(
                    auto.startsWith("auto-replied") ? Nature.AUTOMATIC_REPLY : Nature.AUTOMATIC,
                    "Auto-Submitted",
                    null);
        }
        for (String reply : new String[] {"x-autoreply", "x-autorespond", "x-autoresponse", "x-auto-reply"}) {
            if (mail.header(reply) != null && !lower(mail.header(reply)).equals("no")) {
                return new Origin(Nature.AUTOMATIC_REPLY, reply, null);
            }
        }
        String precedence = lower(mail.header("precedence"));
        if (precedence.startsWith("auto_reply") || precedence.startsWith("auto-reply")) {
            return new Origin(Nature.AUTOMATIC_REPLY, "Precedence", null);
        }
        // Before what lists say: an absence note that came through one is still an absence note.
        if (ABSENT.matcher(subject).matches()) {
            return new Origin(Nature.AUTOMATIC_REPLY, "Subject", null);
        }
        if (mail.header("list-id") != null || mail.header("list-unsubscribe") != null) {
            return new Origin(Nature.BULK, mail.header("list-id") != null ? "List-Id" : "List-Unsubscribe", null);
        }
        if (precedence.startsWith("bulk") || precedence.startsWith("junk") || precedence.startsWith("list")) {
            return new Origin(Nature.BULK, "Precedence", null);
        }
        String suppressed = lower(mail.header("x-auto-response-suppress"));
        if (suppressed.contains("all") || suppressed.contains("autoreply") || suppressed.contains("oof")) {
            return new Origin(Nature.AUTOMATIC, "X-Auto-Response-Suppress", null);
        }
        String returned = mail.header("return-path");
        if (returned != null && returned.replaceAll("\\s", "").equals("<>")) {
            return new Origin(Nature.AUTOMATIC, "Return-Path", null);
        }
        if (DAEMON.matcher(from.folded()).matches()
                || NO_REPLY.matcher(from.folded()).matches()) {
            return new Origin(Nature.AUTOMATIC, "From", null);
        }
        return new Origin(Nature.PERSONAL, null, null);
    }

    private static @Nullable Bounce bounce(Entity mail, Address from) {
        Entity status = find(mail, "message/delivery-status");
        if (status != null) {
            return reported(mail, new String(status.content, StandardCharsets.UTF_8));
        }
        String failed = mail.header("x-failed-recipients");
        boolean fromDaemon = DAEMON.matcher(from.folded()).matches()
                || DAEMON.matcher(lower(from.name())).matches();
        String returned = mail.header("return-path");
        boolean returnsNowhere =
                returned != null && returned.replaceAll("\\s", "").equals("<>");
        if (failed == null
                && !(fromDaemon && (returnsNowhere || find(mail, "message/rfc822") != null || isFailure(mail)))) {
            return null;
        }
        String text = firstText(mail);
        Matcher code = FAILED.matcher(text);
        String found = code.matches() ? code.group(1) : null;
        String recipient = failed != null ? failed : address(text);
        return new Bounce(recipient, found == null || found.startsWith("5"), found, null, original(mail, text));
    }

    private static boolean isFailure(Entity mail) {
        String subject = lower(mail.header("subject"));
        return subject.contains("undeliver")
                || subject.contains("failure")
                || subject.contains("returned")
                || subject.contains("delivery")
                || subject.contains("non remis");
    }

    private static Bounce reported(Entity mail, String status) {
        String action = lower(value(status, "Action"));
        return new Bounce(
                recipient(status),
                action.isEmpty() ? !lower(value(status, "Status")).startsWith("4") : action.startsWith("fail"),
                value(status, "Status"),
                value(status, "Diagnostic-Code"),
                original(mail, firstText(mail)));
    }

    private static @Nullable String recipient(String status) {
        String written = value(status, "Original-Recipient");
        if (written == null) {
            written = value(status, "Final-Recipient");
        }
        return written == null ? null : written.replaceFirst("^[^;]*;", "").replaceAll("[<>\\s]", "");
    }

    private static @Nullable String value(String text, String name) {
        Matcher field = Pattern.compile("(?im)^" + name + ":[ \\t]*(.*(?:\\R[ \\t]+.*)*)")
                .matcher(text);
        return field.find() ? field.group(1).replaceAll("\\s+", " ").strip() : null;
    }

    /** The Message-ID of what was sent: in the mail that comes back, its headers, or quoted in the text. */
    private static @Nullable String original(Entity mail, String text) {
        for (String type :
                new String[] {"message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/partial"}) {
            Entity returned = find(mail, type);
            if (returned != null) {
                String id = value(new String(returned.content, StandardCharsets.ISO_8859_1), "Message-ID");
                if (id != null) {
                    return id.replaceAll("[<>\\s]", "");
                }
            }
        }
        String quoted = value(text, "Message-ID");
        return quoted == null ? null : quoted.replaceAll("[<>\\s]", "");
    }

    private static @Nullable String address(String text) {
        Matcher found = Pattern.compile("<?([^\\s<>:;,\"]+@[^\\s<>:;,\"]+\\.[^\\s<>:;,\"]+)>?")
                .matcher(text);
        return found.find() ? found.group(1) : null;
    }

    private static String firstText(Entity mail) {
        if (!mail.isMultipart()) {
            return mail.type().startsWith("text/") ? mail.text() : "";
        }
        return mail.children.stream()
                .map(Origin::firstText)
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("");
    }

    private static @Nullable Entity find(Entity mail, String type) {
        if (mail.type().equals(type)) {
            return mail;
        }
        for (Entity child : mail.children) {
            Entity found = find(child, type);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
    }
}
