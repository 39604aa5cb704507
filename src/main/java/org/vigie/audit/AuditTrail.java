package org.vigie.audit;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.shared.Actor;
import org.vigie.shared.Page;

/** The trail. An entry is written in the transaction of the deed and sealed into the hash chain within a second. */
@Service
public class AuditTrail {

    /** @param verb a plain code such as "ticket.resolved"; @param subject what it was done to, such as "ticket 4711" */
    @Transactional
    public void record(Actor who, String verb, String subject, Map<String, String> details) {
        throw new UnsupportedOperationException();
    }

    /** The newest first, of the scope in force. */
    @Transactional(readOnly = true)
    public Page<AuditEntry> list(AuditFilter filter, @Nullable String cursor, int limit) {
        throw new UnsupportedOperationException();
    }

    /** Recomputes the whole chain and names the first entry that does not fit. */
    public Verification verify() {
        throw new UnsupportedOperationException();
    }

    /** What a verification found. */
    public record Verification(
            long entries,
            long seals,
            boolean intact,
            @Nullable String firstBreak,
            List<String> notes) {}
}
