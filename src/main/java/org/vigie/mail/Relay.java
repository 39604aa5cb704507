package org.vigie.mail;

import jakarta.mail.Authenticator;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.Trust;

/** One mail server that takes mail for others (RFC 5321), with TLS from the start, by STARTTLS, or without. */
public final class Relay {
    private final String host;
    private final int port;
    private final String tls;
    private final SignIn signIn;
    private final String name;
    private final SSLContext trust;
    private final Duration timeout;

    /** @param name by which Vigie greets it */
    Relay(String host, int port, String tls, SignIn signIn, String name, SSLContext trust, Duration timeout) {
        this.host = host;
        this.port = port;
        this.tls = tls;
        this.signIn = signIn;
        this.name = name;
        this.trust = trust;
        this.timeout = timeout;
    }

    /** Null when the house has none. */
    public static @Nullable Relay of(SmtpSettings smtp) {
        return smtp.host() == null
                ? null
                : new Relay(
                        smtp.host(),
                        smtp.port(),
                        smtp.tls(),
                        smtp.user() == null
                                ? SignIn.NONE
                                : SignIn.password(smtp.user(), Objects.requireNonNullElse(smtp.password(), "")),
                        smtp.domain(),
                        Trust.with(smtp.trust()),
                        smtp.timeout());
    }

    public String host() {
        return host;
    }

    public Session session() {
        return Session.getInstance(properties(), new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(signIn.user(), signIn.secret());
            }
        });
    }

    /** @param mail made in a session of this relay */
    public void send(MimeMessage mail) throws NotTaken {
        try (Transport transport = mail.getSession().getTransport()) {
            transport.connect();
            transport.sendMessage(mail, mail.getAllRecipients());
        } catch (MessagingException e) {
            throw new NotTaken(host, reply(e), said(e), e);
        }
    }

    private Properties properties() {
        String protocol = tls.equals("tls") ? "smtps" : "smtp";
        // A number of another type than int is not read, and without a limit a server that hangs is waited for for
        // ever.
        int patience = Math.toIntExact(timeout.toMillis());
        var properties = new Properties();
        properties.put("mail.transport.protocol", protocol);
        properties.put("mail.host", host);
        properties.put("mail." + protocol + ".port", port);
        properties.put("mail." + protocol + ".localhost", name);
        properties.put("mail." + protocol + ".connectiontimeout", patience);
        properties.put("mail." + protocol + ".timeout", patience);
        properties.put("mail." + protocol + ".writetimeout", patience);
        // Goodbye is not waited for: the server has taken the mail by then.
        properties.put("mail." + protocol + ".quitwait", false);
        properties.put("mail." + protocol + ".auth", signIn != SignIn.NONE);
        if (signIn.isToken()) {
            properties.put("mail." + protocol + ".auth.mechanisms", "XOAUTH2");
        }
        properties.put("mail." + protocol + ".ssl.checkserveridentity", true);
        properties.put("mail." + protocol + ".ssl.socketFactory", trust.getSocketFactory());
        properties.put("mail." + protocol + ".socketFactory.fallback", false);
        properties.put("mail.smtp.starttls.enable", tls.equals("starttls"));
        properties.put("mail.smtp.starttls.required", tls.equals("starttls") && signIn != SignIn.NONE);
        return properties;
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
