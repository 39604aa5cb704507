package org.vigie.mail;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.shared.Scope;
import org.vigie.shared.Words;

/**
 * The mail that goes out. A letter is written down in the transaction of the deed that it tells of: neither is there without
 * the other, and it is sent when that has succeeded.
 */
@Service
public class Outbox {
    private final OutboxStore store;
    private final WaysOut ways;
    private final MailSettings settings;
    private final InstantSource clock;

    Outbox(OutboxStore store, WaysOut ways, MailSettings settings, InstantSource clock) {
        this.store = store;
        this.ways = ways;
        this.settings = settings;
        this.clock = clock;
    }

    /** Whether this house can send mail at all. */
    public boolean isSet() {
        return ways.any();
    }

    /** Answers its id. */
    @Transactional
    public long write(Letter letter) {
        return store.add(Scope.tenant(), messageId(), letter, clock.instant());
    }

    /** Nobody can guess it, so whoever answers it has read the letter. */
    private String messageId() {
        return UUID.randomUUID() + ".vigie@" + settings.smtp().domain();
    }

    /** In the order in which they were written. */
    @Transactional(readOnly = true)
    public List<Outgoing> about(String what) {
        return store.about(what);
    }

    /** @param messageId without angle brackets */
    public record Sent(String messageId, String toAddress) {}

    /** What those are called and to whom they went, without what they say. */
    @Transactional(readOnly = true)
    public List<Sent> namesAbout(String what) {
        return store.namesAbout(what);
    }

    /** Those of these Message-IDs, of whatever client: in the scope of everything. */
    @Transactional(readOnly = true)
    public List<Outgoing> byMessageIds(Collection<String> ids) {
        return store.byMessageIds(ids);
    }

    /** How many of a kind were written to this address since then. */
    @Transactional(readOnly = true)
    public int countTo(String address, String kind, Instant since) {
        return store.countTo(address, kind, since);
    }

    /** A mail server says that it did not arrive. Answers whether that was not known yet. */
    @Transactional
    public boolean bounced(long id, Words why) {
        return store.bounced(id, why);
    }
}
