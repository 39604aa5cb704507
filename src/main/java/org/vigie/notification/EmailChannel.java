package org.vigie.notification;

import jakarta.mail.Authenticator;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.springframework.stereotype.Component;
import org.vigie.organization.Person;
import org.vigie.shared.Words;

/** By e-mail over SMTP, with TLS from the start, by STARTTLS, or without. */
@Component
class EmailChannel implements Channel {
    static final String NAME = "email";

    private final NotificationSettings.Smtp smtp;
    private final SSLContext trust;

    EmailChannel(NotificationSettings settings) {
        this.smtp = settings.smtp();
        this.trust = Trust.with(smtp.trust());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isSet() {
        return smtp.host() != null;
    }

    @Override
    public Optional<Words> obstacle(Person person) {
        return person.email() == null
                ? Optional.of(Words.of("notification.obstacle.no-address", person.name()))
                : Optional.empty();
    }

    @Override
    public void send(Message message) throws NotDelivered {
        if (!isSet()) {
            throw NotDelivered.forGood(Words.of("notification.failure.not-set"));
        }
        Session session = session();
        try {
            var letter = Letter.of(session, message, smtp);
            try (Transport transport = session.getTransport()) {
                transport.connect();
                transport.sendMessage(letter, letter.getAllRecipients());
            }
        } catch (MessagingException e) {
            throw explained(e);
        }
    }

    private Session session() {
        return Session.getInstance(properties(), new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(smtp.user(), smtp.password());
            }
        });
    }

    private Properties properties() {
        String protocol = smtp.tls().equals("tls") ? "smtps" : "smtp";
        // A number of another type than int is not read, and without a limit a server that hangs is waited for for
        // ever.
        int timeout = Math.toIntExact(smtp.timeout().toMillis());
        var properties = new Properties();
        properties.put("mail.transport.protocol", protocol);
        properties.put("mail.host", Objects.requireNonNull(smtp.host()));
        properties.put("mail." + protocol + ".port", smtp.port());
        properties.put("mail." + protocol + ".localhost", smtp.domain());
        properties.put("mail." + protocol + ".connectiontimeout", timeout);
        properties.put("mail." + protocol + ".timeout", timeout);
        properties.put("mail." + protocol + ".writetimeout", timeout);
        // Goodbye is not waited for: the server has taken the mail by then.
        properties.put("mail." + protocol + ".quitwait", false);
        properties.put("mail." + protocol + ".auth", smtp.user() != null);
        properties.put("mail." + protocol + ".ssl.checkserveridentity", true);
        properties.put("mail." + protocol + ".ssl.socketFactory", trust.getSocketFactory());
        properties.put("mail.smtp.starttls.enable", smtp.tls().equals("starttls"));
        properties.put("mail.smtp.starttls.required", smtp.tls().equals("starttls") && smtp.user() != null);
        return properties;
    }

    /** A reply of 5xx to the mail itself is for good; to the way there (sign-in, TLS) it may be mended. */
    private NotDelivered explained(MessagingException problem) {
        int reply = reply(problem);
        Words why = Words.of("notification.failure.mail", String.valueOf(smtp.host()), said(problem));
        return reply / 100 == 5 ? NotDelivered.forGood(why) : NotDelivered.forNow(why, problem);
    }

    private static int reply(MessagingException problem) {
        for (Exception one = problem; one instanceof MessagingException messaging; one = messaging.getNextException()) {
            switch (one) {
                case SMTPAddressFailedException address -> {
                    return address.getReturnCode();
                }
                case SMTPSenderFailedException sender -> {
                    return sender.getReturnCode();
                }
                case SMTPSendFailedException send
                when send.getReturnCode() > 0 -> {
                    return send.getReturnCode();
                }
                default -> {}
            }
        }
        return 0;
    }

    /** The innermost sentence is the server's own. */
    private static String said(MessagingException problem) {
        MessagingException innermost = problem;
        while (innermost.getNextException() instanceof MessagingException inner) {
            innermost = inner;
        }
        return String.valueOf(innermost.getMessage()).strip().replaceAll("\\s+", " ");
    }
}
