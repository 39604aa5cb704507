package org.vigie.notification;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import org.springframework.web.util.HtmlUtils;
import org.vigie.mail.SmtpSettings;

/** A message as mail: plain text and HTML that say the same, and headers that keep machines from answering it. */
final class Letter extends MimeMessage {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final String messageId;

    private Letter(Session session, String messageId) {
        super(session);
        this.messageId = messageId;
    }

    static Letter of(Session session, Message message, SmtpSettings smtp) throws MessagingException {
        var letter = new Letter(session, "<" + message.id() + "@" + smtp.domain() + ">");
        letter.setFrom(from(smtp));
        letter.setRecipient(RecipientType.TO, new InternetAddress(String.valueOf(message.address()), true));
        letter.setSubject(message.subject().strip().replaceAll("[\\p{Cntrl}\\s]+", " "), UTF_8);
        letter.setSentDate(Date.from(message.at()));
        letter.setHeader("Content-Language", message.language().getLanguage());
        // RFC 3834: nobody's holiday notice should answer.
        letter.setHeader("Auto-Submitted", "auto-generated");
        letter.setHeader("X-Auto-Response-Suppress", "All");
        // RFC 2919: what a person's mail rules sort by.
        letter.setHeader("List-Id", "Vigie <notifications." + smtp.domain() + ">");
        letter.setContent(both(message));
        letter.saveChanges();
        return letter;
    }

    private static InternetAddress from(SmtpSettings smtp) throws MessagingException {
        try {
            return new InternetAddress(smtp.from(), "Vigie", UTF_8);
        } catch (UnsupportedEncodingException e) {
            throw new MessagingException("UTF-8", e);
        }
    }

    private static MimeMultipart both(Message message) throws MessagingException {
        var plain = new MimeBodyPart();
        plain.setText(message.body() + "\n\n" + message.link() + "\n\n-- \n" + message.why() + "\n", UTF_8);
        var html = new MimeBodyPart();
        html.setText(html(message), UTF_8, "html");
        return new MimeMultipart("alternative", plain, html);
    }

    private static String html(Message message) {
        String link = escaped(message.link());
        return """
                <!DOCTYPE html>
                <html lang="%s"><head><meta charset="utf-8"><title>%s</title></head>
                <body style="font-family: sans-serif; color: #16222c; max-width: 40em">
                <p style="border-left: 4px solid %s; padding-left: 12px; font-size: 17px"><strong>%s</strong></p>
                <p>%s</p>
                <p><a href="%s">%s</a></p>
                <p style="color: #4a5862; font-size: 13px">%s</p>
                </body></html>
                """.formatted(
                        message.language().getLanguage(),
                        escaped(message.subject()),
                        message.severity().equals("CRITICAL") ? "#a8201a" : "#7d4e00",
                        escaped(message.subject()),
                        escaped(message.body()).replace("\n", "<br>\n"),
                        link,
                        link,
                        escaped(message.why()));
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, UTF_8);
    }

    /** Without this a new one would be made on every try. */
    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }
}
