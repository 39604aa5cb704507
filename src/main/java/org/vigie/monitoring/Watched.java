package org.vigie.monitoring;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** One check as the watch keeps it in memory: its declaration, what is remembered of it, its series in the store. */
final class Watched {
    final StoredCheck check;
    final CheckRule rule;
    final CheckPlan plan;
    final String assetKey;

    /** One result at a time decides, also when a turn waits for the database. */
    final ReentrantLock deciding = new ReentrantLock();

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
