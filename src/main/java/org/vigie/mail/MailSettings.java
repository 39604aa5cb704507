package org.vigie.mail;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings {@code vigie.mail.*}.
 *
 * @param trust certificates (PEM) that mailboxes' servers are trusted by besides those of Java
 * @param timeout of one answer of a mailbox's server; 1s to 2m
 * @param renew after which waiting for news of a mailbox begins again, before a router forgets the connection (RFC 2177
 *     asks for less than 29 minutes); 5s to 8m
 * @param largest mail that is kept whole; of a larger one the headers are; 1MB to 100MB
 * @param attempts how often a mail is tried before it has failed; 1 to 30. Fourteen take about five hours
 * @param concurrent how many mails are under way at once; 1 to 64
 */
@ConfigurationProperties("vigie.mail")
public record MailSettings(
        @DefaultValue SmtpSettings smtp,
        @Nullable Path trust,
        @DefaultValue("20s") Duration timeout,
        @DefaultValue("5m") Duration renew,
        @DefaultValue("40MB") DataSize largest,
        @DefaultValue("14") int attempts,
        @DefaultValue("8") int concurrent) {

    public MailSettings {
        within("timeout", timeout, Duration.ofSeconds(1), Duration.ofMinutes(2));
        within("renew", renew, Duration.ofSeconds(5), Duration.ofMinutes(8));
        if (largest.compareTo(DataSize.ofMegabytes(1)) < 0 || largest.compareTo(DataSize.ofMegabytes(100)) > 0) {
            throw new IllegalArgumentException("vigie.mail.largest is 1MB to 100MB, not " + largest);
        }
        if (attempts < 1 || attempts > 30) {
            throw new IllegalArgumentException("vigie.mail.attempts is 1 to 30, not " + attempts);
        }
        if (concurrent < 1 || concurrent > 64) {
            throw new IllegalArgumentException("vigie.mail.concurrent is 1 to 64, not " + concurrent);
        }
    }

    private static void within(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "vigie.mail." + name + " is " + least.toSeconds() + "s to " + most.toSeconds() + "s, not " + value);
        }
    }
}
