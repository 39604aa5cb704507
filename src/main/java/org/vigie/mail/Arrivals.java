package org.vigie.mail;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.vigie.audit.AuditTrail;
import org.vigie.mail.Arrival.State;
import org.vigie.shared.Actor;
import org.vigie.shared.Crossing;
import org.vigie.shared.Cut;
import org.vigie.shared.NotFound;
import org.vigie.shared.Page;
import org.vigie.shared.Refused;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;

/**
 * The mails that came. Each is kept before it is judged, judged in a transaction of its own, and never lost: what cannot be
 * judged is held for a person, with its source. Each verb is a transaction of its own, in any scope.
 */
@Service
public class Arrivals {
    /** Longer than the judging of one mail may take. */
    private static final Duration HOLD = Duration.ofMinutes(2);

    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final String REASON = "what came";
    private static final int TRIES = 4;
    private static final int LONGEST = 300;

    private final ArrivalStore store;
    private final MailboxStore mailboxes;
    private final AuditTrail trail;
    private final InstantSource clock;
    private final Crossing crossing;

    Arrivals(
            ArrivalStore store,
            MailboxStore mailboxes,
            AuditTrail trail,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.mailboxes = mailboxes;
        this.trail = trail;
        this.clock = clock;
        this.crossing = new Crossing("mail", transactions);
    }

    /**
     * Keeps a mail of a mailbox and remembers that it was read up to it, both or neither. Answers false when it is here
     * already, under this number or under one of before the server counted anew.
     *
     * @param raw as it came; or its headers, when it is not whole
     * @param held why it is not judged; null: it is
     */
    boolean keep(Mailbox box, long validity, long uid, byte[] raw, long size, boolean whole, @Nullable Words held) {
        byte[] digest = digest(raw);
        Instant now = clock.instant();
        return crossing.write(REASON, () -> {
            mailboxes.read(box.id(), validity, uid);
            if (raw.length > 0 && store.isKnown(box.id(), digest)) {
                return false;
            }
            mailboxes.arrived(box.id(), now);
            return store.add(box.id(), validity, uid, raw, digest, size, whole, held, now)
                    .isPresent();
        });
    }

    /** From a file or another program, as if it had come into this mailbox; null when it is here already. */
    public @Nullable Long put(Mailbox box, byte[] raw) {
        byte[] digest = digest(raw);
        Instant now = clock.instant();
        Optional<Long> id = crossing.write(
                REASON,
                () -> store.isKnown(box.id(), digest)
                        ? Optional.empty()
                        // Numbers of servers are never negative.
                        : store.add(
                                box.id(),
                                -1,
                                -Math.abs(new java.security.SecureRandom().nextLong(Long.MAX_VALUE)),
                                raw,
                                digest,
                                raw.length,
                                true,
                                null,
                                now));
        return id.orElse(null);
    }

    /** Those to be judged now, in the order in which they came. */
    public List<Arrival> take(int most) {
        return crossing.write(REASON, () -> store.take(clock.instant(), HOLD, most));
    }

    public Arrival get(long id) {
        return crossing.read(REASON, () -> store.find(id)).orElseThrow(() -> NotFound.of("mail", id));
    }

    public byte[] raw(long id) {
        return crossing.read(REASON, () -> store.raw(id));
    }

    /** The newest first. */
    public Page<Arrival> list(@Nullable State state, @Nullable String cursor, int limit) {
        long before = cursor == null ? Long.MAX_VALUE : idIn(cursor);
        return Page.cut(
                crossing.read(REASON, () -> store.list(state, before, limit + 1)),
                limit,
                last -> Long.toString(last.id()));
    }

    private static long idIn(String cursor) {
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw Refused.field("cursor", "refusal.cursor");
        }
    }

    public int count(State state, int most) {
        return crossing.read(REASON, () -> store.count(state, most));
    }

    /** What lists show of it, as soon as that is known. */
    public void says(long id, String sender, String subject) {
        crossing.run(REASON, () -> {
            store.says(id, printable(sender), printable(subject));
        });
    }

    /** How many mails of this sender became something, or are held, since then. */
    public int countFrom(String sender, Instant since) {
        return crossing.read(REASON, () -> store.countFrom(printable(sender), since));
    }

    /** It is on a ticket. */
    public void done(long id, TenantId client, long ticket, @Nullable Words how) {
        settle(id, State.DONE, how, client, ticket, null);
    }

    /** A rule says that nothing comes of it. */
    public void ignored(long id, Words why) {
        settle(id, State.IGNORED, why, null, null, null);
    }

    /** A person decides. */
    public void held(long id, Words why) {
        settle(id, State.HELD, why, null, null, null);
    }

    /** Judging it failed: it is tried again a few times, later and later, then a person decides. */
    public void failed(Arrival arrival, Words why) {
        if (arrival.attempts() >= TRIES) {
            held(arrival.id(), why);
            return;
        }
        Instant now = clock.instant();
        Instant again = now.plus(FIRST.multipliedBy(1L << (2 * (arrival.attempts() - 1))));
        crossing.run(REASON, () -> {
            store.settle(arrival.id(), State.WAITING, why, null, null, null, again, now);
        });
    }

    /** The database was away: that says nothing about the mail. */
    public void postponed(Arrival arrival) {
        Instant now = clock.instant();
        crossing.run(REASON, () -> {
            store.settle(arrival.id(), State.WAITING, arrival.reason(), null, null, null, now.plus(FIRST), now);
        });
    }

    /** Judged once more, now. */
    public void again(long id, Actor by) {
        Instant now = clock.instant();
        crossing.run(REASON, () -> {
            ofPerson(id);
            store.settle(id, State.WAITING, null, null, null, by.name(), now, now);
            trail.record(by, "mail.tried-again", "mail " + id, Map.of());
        });
    }

    /** Nothing comes of it. */
    public void drop(long id, Actor by) {
        Instant now = clock.instant();
        crossing.run(REASON, () -> {
            ofPerson(id);
            store.settle(id, State.DROPPED, null, null, null, by.name(), null, now);
            trail.record(by, "mail.dropped", "mail " + id, Map.of());
        });
    }

    /**
     * A person is about to make a ticket of it: nobody else may meanwhile. Should that never end, it is judged again after a
     * while.
     */
    public Arrival claim(long id, Actor by) {
        Instant now = clock.instant();
        return crossing.write(REASON, () -> {
            Arrival arrival = ofPerson(id);
            store.settle(id, State.WAITING, arrival.reason(), null, null, by.name(), now.plus(HOLD), now);
            return arrival;
        });
    }

    /** A person made a ticket of it. */
    public void opened(long id, TenantId client, long ticket, Actor by) {
        settle(id, State.DONE, null, client, ticket, by.name());
    }

    private Arrival ofPerson(long id) {
        Arrival arrival = store.lock(id).orElseThrow(() -> NotFound.of("mail", id));
        return switch (arrival.state()) {
            case HELD, IGNORED, DROPPED -> arrival;
            case WAITING, DONE -> throw Refused.conflict("refusal.mail.settled", id);
        };
    }

    private void settle(
            long id,
            State state,
            @Nullable Words why,
            @Nullable TenantId client,
            @Nullable Long ticket,
            @Nullable String by) {
        Instant now = clock.instant();
        crossing.run(REASON, () -> {
            store.settle(id, state, why, client, ticket, by, null, now);
        });
    }

    private static String printable(String text) {
        return Cut.to(LONGEST, text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip());
    }

    private static byte[] digest(byte[] raw) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(raw);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
