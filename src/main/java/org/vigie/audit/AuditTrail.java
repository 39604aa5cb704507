package org.vigie.audit;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.shared.Actor;
import org.vigie.shared.Page;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;

/** The trail. An entry is written in the transaction of the deed and sealed into the hash chain within a second. */
@Service
public class AuditTrail {
    private static final String VERIFIED = "audit.verified";

    private final EntryStore entries;
    private final ChainVerifier verifier;
    private final InstantSource clock;
    private final TransactionTemplate writing;

    AuditTrail(
            EntryStore entries, ChainVerifier verifier, InstantSource clock, PlatformTransactionManager transactions) {
        this.entries = entries;
        this.verifier = verifier;
        this.clock = clock;
        this.writing = new TransactionTemplate(transactions);
    }

    /** @param verb a plain code such as "ticket.resolved"; @param subject what it was done to, such as "ticket 4711" */
    @Transactional
    public void record(Actor who, String verb, String subject, Map<String, String> details) {
        entries.add(clock.instant(), Scope.current(), who, verb, subject, details);
    }

    /** The newest first, of the scope in force. */
    @Transactional(readOnly = true)
    public Page<AuditEntry> list(AuditFilter filter, @Nullable String cursor, int limit) {
        var found = entries.list(filter, cursor == null ? Long.MAX_VALUE : idIn(cursor), limit + 1);
        return Page.cut(found, limit, last -> Long.toString(last.id()));
    }

    private static long idIn(String cursor) {
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw Refused.field("cursor", "refusal.cursor");
        }
    }

    /** Recomputes the whole chain and names the first entry that does not fit. */
    public Verification verify() {
        return verify(null);
    }

    /**
     * The same, against a head that was noted outside before. The chain alone cannot show that its newest part was cut
     * off together with its entries; a noted head can.
     *
     * @param head as a former verification gave it: "12:5e88…"
     */
    public Verification verify(@Nullable String head) {
        return verifier.verify(head);
    }

    /** The same; that it was done, by whom and with what outcome becomes an entry itself. */
    public Verification verify(@Nullable String head, Actor by) {
        Verification found = verifier.verify(head);
        var details = new TreeMap<String, String>();
        details.put("intact", Boolean.toString(found.intact()));
        details.put("entries", Long.toString(found.entries()));
        details.put("head", found.head());
        if (found.firstBreak() != null) {
            details.put("break", found.firstBreak());
        }
        Scope.across("audit: note a verification")
                .run(() -> writing.executeWithoutResult(
                        status -> entries.add(clock.instant(), Scope.current(), by, VERIFIED, "audit trail", details)));
        return found;
    }

    /** The last one that was noted, with its outcome in the details. */
    public Optional<AuditEntry> lastVerification() {
        return Scope.across("audit: look for the last verification")
                .call(() -> writing.execute(status -> entries.latest(VERIFIED)));
    }

    /**
     * What a verification found.
     *
     * @param head number and digest of the last seal, to be noted where Vigie's own administrators cannot write
     */
    public record Verification(
            long entries,
            long seals,
            boolean intact,
            @Nullable String firstBreak,
            List<String> notes,
            String head,
            Instant at) {}
}
