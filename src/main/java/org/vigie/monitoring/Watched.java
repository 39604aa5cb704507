package org.vigie.monitoring;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.vigie.shared.Words;

/** One check as the watch keeps it in memory: its declaration, what is remembered of it, its series in the store. */
final class Watched {
    final StoredCheck check;
    final CheckRule rule;
    final CheckPlan plan;
    final String assetKey;

    /** What is believed otherwise than before, and is to be written down. */
    record Turn(CheckMemory before, CheckDecision decision, Words words, Instant at) {}

    /** One result at a time decides, also when a turn waits for the database. */
    final ReentrantLock deciding = new ReentrantLock();

    /** Turns that are not written down yet, in their order; touched under {@link #deciding} only. */
    final ArrayDeque<Turn> unsaid = new ArrayDeque<>();

    /** Series ids by measure, filled as measures appear. */
    final Map<String, Integer> series = new ConcurrentHashMap<>();

    volatile CheckMemory memory;
    volatile boolean unwritten;

    Watched(StoredCheck check, CheckPlan plan, String assetKey, CheckMemory memory) {
        this.check = check;
        this.rule = check.rule();
        this.plan = plan;
        this.assetKey = assetKey;
        this.memory = memory;
    }
}
