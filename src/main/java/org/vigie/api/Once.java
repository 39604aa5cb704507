package org.vigie.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.identity.Viewer;
import org.vigie.shared.Refused;
import org.vigie.shared.SqlTime;

/**
 * Does a POST once for each Idempotency-Key of an account. The key is written in the transaction of the deed, so a
 * repetition waits for the first to end and then finds its result, and a deed that failed leaves no key.
 */
@Component
public class Once {
    /** How long a client may repeat a request. */
    static final Duration KEPT = Duration.ofHours(48);

    private static final int LONGEST = 200;

    private final JdbcClient sql;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    Once(JdbcClient sql, PlatformTransactionManager transactions, InstantSource clock) {
        this.sql = sql;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /**
     * In the scope of one client, already taken.
     *
     * @param request what is asked, address and body; the same key with another request is refused
     * @param deed answers the id of what it made
     * @return the id, of this or of the first time
     */
    public long run(Viewer viewer, @Nullable String key, String request, LongSupplier deed) {
        if (key != null && (key.isBlank() || key.length() > LONGEST)) {
            throw Refused.field("Idempotency-Key", "refusal.idempotency.shape");
        }
        return Objects.requireNonNull(transaction.execute(status -> {
            if (key == null) {
                return deed.getAsLong();
            }
            String digest = Tags.digest(request);
            if (!taken(viewer, key, digest)) {
                return known(viewer, key, digest);
            }
            long result = deed.getAsLong();
            keep(viewer, key, result);
            return result;
        }));
    }

    private boolean taken(Viewer viewer, String key, String digest) {
        Instant now = clock.instant();
        sql.sql("delete from api.request where tenant_id = vigie.tenant() and at < :before")
                .param("before", SqlTime.of(now.minus(KEPT)))
                .update();
        return sql.sql("""
                insert into api.request (account_id, key, digest, at) values (:account, :key, :digest, :now)
                on conflict do nothing
                """)
                        .param("account", viewer.accountId())
                        .param("key", key)
                        .param("digest", digest)
                        .param("now", SqlTime.of(now))
                        .update()
                == 1;
    }

    private long known(Viewer viewer, String key, String digest) {
        return sql.sql("""
                select result from api.request
                where tenant_id = vigie.tenant() and account_id = :account and key = :key and digest = :digest
                """)
                .param("account", viewer.accountId())
                .param("key", key)
                .param("digest", digest)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> Refused.conflict("refusal.idempotency.other"));
    }

    private void keep(Viewer viewer, String key, long result) {
        sql.sql("""
                update api.request set result = :result
                where tenant_id = vigie.tenant() and account_id = :account and key = :key
                """)
                .param("result", result)
                .param("account", viewer.accountId())
                .param("key", key)
                .update();
    }
}
