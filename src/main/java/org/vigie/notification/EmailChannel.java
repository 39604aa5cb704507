package org.vigie.notification;

import jakarta.mail.MessagingException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.vigie.mail.MailSettings;
import org.vigie.mail.NotTaken;
import org.vigie.mail.Relay;
import org.vigie.mail.SmtpSettings;
import org.vigie.organization.Person;
import org.vigie.shared.Words;

/** By e-mail, through the house's own mail server. */
@Component
class EmailChannel implements Channel {
    static final String NAME = "email";

    private final SmtpSettings smtp;
    private final @Nullable Relay relay;

    EmailChannel(MailSettings settings) {
        this.smtp = settings.smtp();
        this.relay = Relay.of(smtp);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isSet() {
        return relay != null;
    }

    @Override
    public Optional<Words> obstacle(Person person) {
        return person.email() == null
                ? Optional.of(Words.of("notification.obstacle.no-address", person.name()))
                : Optional.empty();
    }

    @Override
    public void send(Message message) throws NotDelivered {
        if (relay == null) {
            throw NotDelivered.forGood(Words.of("notification.failure.not-set"));
        }
        try {
            relay.send(Letter.of(relay.session(), message, smtp));
        } catch (NotTaken refusal) {
            Words why = Words.of("notification.failure.mail", refusal.host(), refusal.said());
            throw refusal.isForGood() ? NotDelivered.forGood(why) : NotDelivered.forNow(why, refusal);
        } catch (MessagingException e) {
            throw NotDelivered.forNow(
                    Words.of("notification.failure.mail", relay.host(), String.valueOf(e.getMessage())), e);
        }
    }
}
