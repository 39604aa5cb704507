package org.vigie.mail;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.mail.ImapConnection.Waiting;
import org.vigie.mail.Mailbox.Afterwards;
import org.vigie.shared.Words;

/**
 * Reads one mailbox for as long as it is let: everything new, then waits to be told of more. Whatever breaks, it begins again
 * after the last mail that is safely kept.
 */
final class Collecting implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Collecting.class);

    /** Nodes of one house share the mailboxes; one that died gives up its own after this. */
    static final Duration LEASE = Duration.ofSeconds(90);

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

    /** When a server counts anew, what it received before this is here already. */
    private static final Duration LOOK_BACK = Duration.ofDays(2);

    /** So often one mail may break off the reading before it is left out, with a line for a person. */
    private static final int TRIES = 3;

    final Mailbox box;
    private final Mailboxes mailboxes;
    private final Arrivals arrivals;
    private final AccessTokens tokens;
    private final MailSettings settings;
    private final InstantSource clock;
    private volatile boolean over;
    private volatile @Nullable ImapConnection open;
    private long stumbledOver;
    private int stumbles;

    Collecting(
            Mailbox box,
            Mailboxes mailboxes,
            Arrivals arrivals,
            AccessTokens tokens,
            MailSettings settings,
            InstantSource clock) {
        this.box = box;
        this.mailboxes = mailboxes;
        this.arrivals = arrivals;
        this.tokens = tokens;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void run() {
        Duration pause = SHORTEST_PAUSE;
        while (!over) {
            Instant began = clock.instant();
            try {
                session();
            } catch (MailTrouble trouble) {
                if (!over) {
                    tokens.forget(box);
                    LOG.warn("Mailbox {} cannot be read: {}", box.key(), trouble.getMessage());
                    tell(trouble.why());
                }
            } catch (RuntimeException broken) {
                if (!over) {
                    LOG.error("Mailbox {} cannot be read", box.key(), broken);
                }
            }
            boolean lasted = Duration.between(began, clock.instant()).compareTo(LONGEST_PAUSE) > 0;
            pause = lasted ? SHORTEST_PAUSE : pause;
            rest(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    private void tell(Words why) {
        try {
            mailboxes.failing(box, why);
        } catch (RuntimeException unwritten) {
            LOG.warn("That mailbox {} cannot be read was not written down", box.key(), unwritten);
        }
    }

    private void rest(Duration pause) {
        try {
            for (long left = pause.toMillis(); left > 0 && !over; left -= 200) {
                TimeUnit.MILLISECONDS.sleep(200);
            }
        } catch (InterruptedException e) {
            over = true;
            Thread.currentThread().interrupt();
        }
    }

    /** One connection, until it breaks or is not wanted any more. */
    private void session() throws MailTrouble {
        try (ImapConnection connection = ImapConnection.open(box, tokens.signIn(box), settings)) {
            open = connection;
            long validity = connection.validity();
            List<Waiting> again = began(connection, validity);
            keep(connection, validity, again);
            while (!over && connection.isOpen()) {
                int there = connection.count();
                keep(
                        connection,
                        validity,
                        connection.after(mailboxes.position(box).last()));
                mailboxes.well(box);
                // What came while the last answers did is not told again: so it is asked for before the wait.
                if (!over && connection.count() == there) {
                    connection.await(settings.renew());
                }
            }
        } finally {
            open = null;
        }
    }

    /** Takes up where it was; a mailbox that was never read begins with what comes from now on. */
    private List<Waiting> began(ImapConnection connection, long validity) throws MailTrouble {
        MailboxStore.Position before = mailboxes.position(box);
        if (before.validity() != null && before.validity() == validity) {
            return List.of();
        }
        long newest = connection.next() - 1;
        if (before.validity() == null) {
            mailboxes.readUpTo(box, validity, newest);
            return List.of();
        }
        LOG.info("Mailbox {} was numbered anew: what came lately is compared with what is here", box.key());
        Instant since = clock.instant().minus(LOOK_BACK);
        List<Waiting> lately =
                connection
                        .since(before.began() != null && before.began().isAfter(since) ? before.began() : since)
                        .stream()
                        .filter(mail -> mail.uid() <= newest)
                        .toList();
        mailboxes.readUpTo(
                box, validity, lately.isEmpty() ? newest : lately.getFirst().uid() - 1);
        return lately;
    }

    private void keep(ImapConnection connection, long validity, List<Waiting> waiting) throws MailTrouble {
        boolean marked = false;
        for (Waiting mail : waiting) {
            if (over) {
                return;
            }
            keep(connection, validity, mail);
            connection.leave(mail, box.afterwards());
            marked |= box.afterwards() == Afterwards.DELETE;
        }
        if (marked) {
            connection.expunge();
        }
    }

    private void keep(ImapConnection connection, long validity, Waiting mail) throws MailTrouble {
        boolean whole = mail.size() <= settings.largest().toBytes();
        byte[] raw;
        try {
            raw = whole ? connection.whole(mail) : connection.headers(mail);
        } catch (MailTrouble trouble) {
            stumbles = stumbledOver == mail.uid() ? stumbles + 1 : 1;
            stumbledOver = mail.uid();
            if (stumbles < TRIES) {
                throw trouble;
            }
            // The server cannot give it out. The others behind it must not wait for that.
            arrivals.keep(
                    box,
                    validity,
                    mail.uid(),
                    new byte[0],
                    mail.size(),
                    false,
                    Words.of(
                            "mail.held.unreadable",
                            mail.uid(),
                            trouble.why().args().getLast()));
            throw trouble;
        }
        Words held = whole
                ? null
                : Words.of(
                        "mail.held.large", mail.size() >> 20, settings.largest().toMegabytes());
        arrivals.keep(box, validity, mail.uid(), raw, mail.size(), whole, held);
    }

    void stop() {
        over = true;
        ImapConnection connection = open;
        if (connection != null) {
            // Saying goodbye to a server that is away takes as long as its patience.
            Thread.startVirtualThread(connection::close);
        }
    }
}
