package org.vigie.audit;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.vigie.shared.Scope;

/**
 * Counts each reason for which this process crossed tenants. The first use of a reason goes to the trail, later ones only
 * count: the transaction that crosses may be read-only, and a list page crosses a thousand times a day.
 */
@Component
public class AcrossReasons implements TransactionExecutionListener {
    /** A reason is a constant of the code; should one be made from data by mistake, memory stays bounded. */
    private static final int MOST = 1000;

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> fresh = new ConcurrentLinkedQueue<>();

    @Override
    public void afterBegin(TransactionExecution transaction, @Nullable Throwable beginFailure) {
        if (beginFailure == null
                && transaction.isNewTransaction()
                && Scope.current() instanceof Scope.Across(String reason)) {
            count(reason);
        }
    }

    private void count(String reason) {
        String kept = counts.size() < MOST || counts.containsKey(reason) ? reason : "other reasons";
        counts.computeIfAbsent(kept, first -> {
                    fresh.add(first);
                    return new LongAdder();
                })
                .increment();
    }

    /** How often each was used since the start of the process. */
    public Map<String, Long> counts() {
        return counts.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().sum()));
    }

    List<String> takeNew() {
        var taken = new java.util.ArrayList<String>();
        for (String reason = fresh.poll(); reason != null; reason = fresh.poll()) {
            taken.add(reason);
        }
        return taken;
    }

    void giveBack(Collection<String> reasons) {
        fresh.addAll(reasons);
    }
}
