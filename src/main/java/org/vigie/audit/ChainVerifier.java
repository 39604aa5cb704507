package org.vigie.audit;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.shared.Scope;

/**
 * Recomputes the chain from its beginning, a few seals at a time, in one snapshot of the database. What stays in memory
 * is one bit an entry.
 */
@Component
class ChainVerifier {
    private static final int SEALS_AT_ONCE = 20;
    private static final Duration PLAUSIBLE_DELAY = Duration.ofHours(1);
    private static final int MOST_NOTES = 20;

    private final SealStore seals;
    private final TransactionTemplate snapshot;
    private final InstantSource clock;

    ChainVerifier(SealStore seals, PlatformTransactionManager transactions, InstantSource clock) {
        this.seals = seals;
        this.clock = clock;
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setReadOnly(true);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    AuditTrail.Verification verify(@Nullable String head) {
        return Scope.across("audit: verify the trail").call(() -> snapshot.execute(status -> new Walk(head).whole()));
    }

    private final class Walk {
        private final @Nullable String expectedHead;
        private final SeenIds seen = new SeenIds();
        private final List<String> notes = new ArrayList<>();
        private @Nullable String expectedDigest;
        private long sealCount;
        private long entryCount;
        private String head = "0:";

        Walk(@Nullable String expectedHead) {
            this.expectedHead = expectedHead;
        }

        AuditTrail.Verification whole() {
            Optional<String> found = alongTheChain()
                    .or(this::besideTheChain)
                    .or(this::inTheQueue)
                    .or(this::atTheHead);
            return new AuditTrail.Verification(
                    entryCount, sealCount, found.isEmpty(), found.orElse(null), notes, head, clock.instant());
        }

        private Optional<String> alongTheChain() {
            byte[] previous = Seal.BEGINNING;
            long number = 0;
            for (var batch = seals.after(0, SEALS_AT_ONCE);
                    !batch.isEmpty();
                    batch = seals.after(number, SEALS_AT_ONCE)) {
                for (Seal seal : batch) {
                    if (seal.number() != number + 1) {
                        return Optional.of("seal " + (number + 1) + " was removed");
                    }
                    if (!Arrays.equals(seal.previous(), previous)) {
                        return Optional.of(
                                "seal " + number + " or the link to it from seal " + seal.number() + " was changed");
                    }
                    var broken = inside(seal);
                    if (broken.isPresent()) {
                        return broken;
                    }
                    number = seal.number();
                    previous = seal.digest();
                    head = seal.head();
                    sealCount++;
                    noteHead(seal);
                }
            }
            return Optional.empty();
        }

        private void noteHead(Seal seal) {
            if (expectedHead != null && expectedHead.startsWith(seal.number() + ":")) {
                expectedDigest = seal.head();
            }
        }

        private Optional<String> inside(Seal seal) {
            int size = seal.entryIds().size();
            if (seal.links().length != size * Seal.LINK) {
                return Optional.of("the list of entries in seal " + seal.number() + " was changed");
            }
            Map<Long, SealedEntry> entries = seals.entries(seal.entryIds());
            byte[] link = seal.firstLink();
            for (int i = 0; i < size; i++) {
                long id = seal.entryIds().get(i);
                SealedEntry entry = entries.get(id);
                if (entry == null) {
                    return Optional.of("entry " + id + " was removed (seal " + seal.number() + ")");
                }
                byte[] next = entry.linkAfter(link);
                if (!Arrays.equals(next, seal.link(i))) {
                    return Optional.of(diagnosis(seal, i, link, entries));
                }
                if (!seen.add(id)) {
                    return Optional.of("entry " + id + " was inserted a second time (seal " + seal.number() + ")");
                }
                noteLate(seal, entry);
                entryCount++;
                link = next;
            }
            return Arrays.equals(link, seal.digest())
                    ? Optional.empty()
                    : Optional.of("the digest of seal " + seal.number() + " was changed");
        }

        /** Which of the three it was: another entry belongs here, this one does not, or it is not what it was. */
        private String diagnosis(Seal seal, int position, byte[] before, Map<Long, SealedEntry> entries) {
            long id = seal.entryIds().get(position);
            byte[] expected = seal.link(position);
            for (SealedEntry other : entries.values()) {
                if (other.id() != id && Arrays.equals(other.linkAfter(before), expected)) {
                    return "entry " + id + " was reordered: entry " + other.id() + " belongs in its place (seal "
                            + seal.number() + ")";
                }
            }
            if (position + 1 < seal.entryIds().size()) {
                SealedEntry following = entries.get(seal.entryIds().get(position + 1));
                if (following != null && Arrays.equals(following.linkAfter(before), seal.link(position + 1))) {
                    return "entry " + id + " was inserted (seal " + seal.number() + ")";
                }
            }
            return "entry " + id + " was changed (seal " + seal.number() + ")";
        }

        private void noteLate(Seal seal, SealedEntry entry) {
            Duration delay = Duration.between(entry.at(), seal.at()).abs();
            if (delay.compareTo(PLAUSIBLE_DELAY) > 0 && notes.size() < MOST_NOTES) {
                notes.add("entry " + entry.id() + " is dated " + entry.at() + " and was sealed " + seal.at());
            }
        }

        private Optional<String> besideTheChain() {
            long[] first = {0};
            seals.eachEntryOutsideTheQueue(id -> {
                if (first[0] == 0 && !seen.contains(id)) {
                    first[0] = id;
                }
            });
            return first[0] == 0
                    ? Optional.empty()
                    : Optional.of("entry " + first[0] + " was inserted: no seal holds it");
        }

        private Optional<String> inTheQueue() {
            return seals.firstQueuedAndGone().map(id -> "entry " + id + " was removed before its seal");
        }

        private Optional<String> atTheHead() {
            return expectedHead == null || expectedHead.equals(expectedDigest)
                    ? Optional.empty()
                    : Optional.of("the noted head " + expectedHead + " is not in the chain: it was cut or rewritten");
        }
    }

    /** One bit an id; ids come from one sequence, so they are dense. */
    private static final class SeenIds {
        private static final int BITS = 20;
        private final Map<Long, BitSet> pages = new HashMap<>();

        boolean add(long id) {
            BitSet page = pages.computeIfAbsent(id >> BITS, key -> new BitSet());
            int bit = (int) (id & ((1 << BITS) - 1));
            boolean fresh = !page.get(bit);
            page.set(bit);
            return fresh;
        }

        boolean contains(long id) {
            BitSet page = pages.get(id >> BITS);
            return page != null && page.get((int) (id & ((1 << BITS) - 1)));
        }
    }
}
