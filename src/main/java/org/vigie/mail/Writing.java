package org.vigie.mail;

import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/** A letter as it goes over the wire (RFC 5322): plain text and HTML that say the same, files behind them. */
final class Writing extends MimeMessage {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();
    private static final int MOST_REFERENCES = 20;

    /** A file that goes with a letter. */
    record Enclosure(String name, String type, byte[] bytes) {}

    private final String messageId;

    private Writing(Session session, String messageId) {
        super(session);
        this.messageId = messageId;
    }

    static Writing of(Session session, Outgoing outgoing, String fromName, String from, List<Enclosure> files)
            throws MessagingException {
        Letter letter = outgoing.letter();
        var mail = new Writing(session, "<" + outgoing.messageId() + ">");
        mail.setFrom(address(from, fromName));
        mail.setRecipient(RecipientType.TO, address(letter.toAddress(), letter.toName()));
        mail.setSubject(letter.subject().strip().replaceAll("[\\p{Cntrl}\\s]+", " "), UTF_8);
        mail.setSentDate(Date.from(outgoing.plannedAt()));
        mail.setHeader("Content-Language", letter.language().getLanguage());
        if (letter.inReplyTo() != null) {
            mail.setHeader("In-Reply-To", "<" + letter.inReplyTo() + ">");
        }
        if (!letter.references().isEmpty()) {
            List<String> last = letter.references().stream()
                    .skip(Math.max(0, letter.references().size() - MOST_REFERENCES))
                    .toList();
            mail.setHeader(
                    "References", last.stream().map(one -> "<" + one + ">").collect(Collectors.joining("\r\n ")));
        }
        if (letter.automatic()) {
            // RFC 3834, 5, and what Exchange asks for: no holiday notice, no receipt, no other desk should answer.
            mail.setHeader("Auto-Submitted", letter.inReplyTo() == null ? "auto-generated" : "auto-replied");
            mail.setHeader("X-Auto-Response-Suppress", "All");
            mail.setHeader("Precedence", "bulk");
        }
        // By which any Vigie knows the mail of another, whatever a gateway makes of the other headers.
        mail.setHeader("X-Vigie-Mail", letter.automatic() ? "automatic" : "personal");
        mail.setContent(files.isEmpty() ? both(letter) : with(both(letter), files));
        mail.saveChanges();
        return mail;
    }

    private static InternetAddress address(String address, String name) throws MessagingException {
        try {
            var one = new InternetAddress(address, true);
            if (!name.isBlank()) {
                one.setPersonal(name.replaceAll("[\\p{Cntrl}\\s]+", " ").strip(), UTF_8);
            }
            return one;
        } catch (UnsupportedEncodingException e) {
            throw new MessagingException(UTF_8, e);
        }
    }

    private static MimeMultipart both(Letter letter) throws MessagingException {
        var plain = new MimeBodyPart();
        plain.setText(letter.body() + "\n", UTF_8);
        var html = new MimeBodyPart();
        html.setText(html(letter), UTF_8, "html");
        return new MimeMultipart("alternative", plain, html);
    }

    private static MimeMultipart with(MimeMultipart text, List<Enclosure> files) throws MessagingException {
        var first = new MimeBodyPart();
        first.setContent(text);
        var all = new MimeMultipart("mixed", first);
        for (Enclosure file : files) {
            var part = new MimeBodyPart();
            part.setDataHandler(new DataHandler(new ByteArrayDataSource(file.bytes(), file.type())));
            part.setDisposition(Part.ATTACHMENT);
            part.setFileName(file.name());
            all.addBodyPart(part);
        }
        return all;
    }

    private static String html(Letter letter) {
        String paragraphs = letter.body()
                .lines()
                .map(line -> HtmlUtils.htmlEscape(line, UTF_8))
                .collect(Collectors.joining("<br>\n"));
        return """
                <!DOCTYPE html>
                <html lang="%s"><head><meta charset="utf-8"><title>%s</title></head>
                <body style="font-family: sans-serif; font-size: 15px; color: #16222c; max-width: 44em">
                <p>%s</p>
                </body></html>
                """.formatted(
                        letter.language().getLanguage(), HtmlUtils.htmlEscape(letter.subject(), UTF_8), paragraphs);
    }

    /** Without this a new one would be made on every try. */
    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }
}
