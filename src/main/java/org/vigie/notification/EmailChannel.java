package org.vigie.notification;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Date;
import java.util.Properties;
import org.springframework.stereotype.Component;
import org.vigie.organization.Person;

/** By e-mail over SMTP. The Message-ID is that of the delivery, so that a second try can be recognised. */
@Component
class EmailChannel implements Channel {
    private final NotificationSettings.Smtp smtp;

    EmailChannel(NotificationSettings settings) {
        this.smtp = settings.smtp();
    }

    @Override
    public String name() {
        return "email";
    }

    @Override
    public boolean reaches(Person person) {
        return smtp.host() != null && person.email() != null;
    }

    @Override
    public void send(Message message) throws IOException {
        try {
            Session session = Session.getInstance(properties());
            var mail = new MimeMessage(session) {
                @Override
                protected void updateMessageID() throws MessagingException {
                    setHeader("Message-ID", "<" + message.id() + "@vigie>");
                }
            };
            mail.setFrom(new InternetAddress(smtp.from()));
            mail.setRecipient(RecipientType.TO, new InternetAddress(String.valueOf(message.address())));
            mail.setSubject(message.subject(), "UTF-8");
            mail.setText(message.body() + "\n\n" + message.link() + "\n", "UTF-8");
            mail.setSentDate(Date.from(message.at()));
            // RFC 3834: nobody's holiday notice should answer.
            mail.setHeader("Auto-Submitted", "auto-generated");
            mail.setHeader("X-Auto-Response-Suppress", "All");
            mail.saveChanges();
            try (Transport transport = session.getTransport()) {
                transport.connect(smtp.host(), smtp.port(), smtp.user(), smtp.password());
                transport.sendMessage(mail, mail.getAllRecipients());
            }
        } catch (MessagingException e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        }
    }

    private Properties properties() {
        var properties = new Properties();
        boolean tls = smtp.tls().equals("tls");
        String protocol = tls ? "smtps" : "smtp";
        properties.put("mail.transport.protocol", protocol);
        properties.put("mail." + protocol + ".connectiontimeout", smtp.timeout().toMillis());
        properties.put("mail." + protocol + ".timeout", smtp.timeout().toMillis());
        properties.put("mail." + protocol + ".writetimeout", smtp.timeout().toMillis());
        properties.put("mail." + protocol + ".auth", smtp.user() != null);
        properties.put("mail." + protocol + ".ssl.checkserveridentity", true);
        properties.put("mail.smtp.starttls.enable", smtp.tls().equals("starttls"));
        properties.put("mail.smtp.starttls.required", smtp.tls().equals("starttls") && smtp.user() != null);
        return properties;
    }
}
