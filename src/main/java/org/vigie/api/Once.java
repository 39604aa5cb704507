package org.vigie.api;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.identity.Viewer;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;
import org.vigie.shared.SqlTime;
import org.vigie.shared.TenantId;
import tools.jackson.databind.json.JsonMapper;

/**
 * Does a POST once for each Idempotency-Key of an account, and answers the same again. The key is written in the
 * transaction of the deed, so a repetition waits for the first to end and then finds its result, and a deed that failed
 * leaves no key. The answer is kept after that: one who repeats in the moment between, or after a crash there, hears of
 * the same object as it is now.
 */
@Component
public class Once {
    /** How long a client may repeat a request. */
    public static final Duration KEPT = Duration.ofHours(48);

    private static final int LONGEST = 200;

    private final JdbcClient sql;
    private final TransactionTemplate transaction;
    private final InstantSource clock;
    private final JsonMapper json;

    Once(JdbcClient sql, PlatformTransactionManager transactions, InstantSource clock, JsonMapper json) {
        this.sql = sql;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
        this.json = json;
    }

    /** What came of the first time: the id of what was made, and the answer as it was kept. */
    private record Outcome(long result, @Nullable String answer) {}

    private record Kept(
            int status, @Nullable String location, @Nullable String etag, String body) {}

    /**
     * @param tenant whose rows the deed changes
     * @param request what is asked, address and body; the same key with another request is refused
     * @param type of the answer's body
     * @param deed answers the id of what it made
     * @param shown the answer about what was made
     */
    public <T> ResponseEntity<T> answer(
            Viewer viewer,
            TenantId tenant,
            @Nullable String key,
            String request,
            Class<T> type,
            LongSupplier deed,
            LongFunction<ResponseEntity<T>> shown) {
        if (key != null && (key.isBlank() || key.length() > LONGEST)) {
            throw Refused.field("Idempotency-Key", "refusal.idempotency.shape");
        }
        Outcome outcome = Scope.of(tenant).call(() -> done(viewer, key, request, deed));
        if (outcome.answer() != null) {
            return repeated(outcome.answer(), type);
        }
        ResponseEntity<T> answer = shown.apply(outcome.result());
        if (key != null) {
            Scope.of(tenant).run(() -> keep(viewer, key, written(answer)));
        }
        return answer;
    }

    private Outcome done(Viewer viewer, @Nullable String key, String request, LongSupplier deed) {
        return Objects.requireNonNull(transaction.execute(status -> {
            if (key == null) {
                return new Outcome(deed.getAsLong(), null);
            }
            String digest = Tags.digest(request);
            if (!taken(viewer, key, digest)) {
                return known(viewer, key, digest);
            }
            long result = deed.getAsLong();
            keep(viewer, key, result);
            return new Outcome(result, null);
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

    private Outcome known(Viewer viewer, String key, String digest) {
        return sql.sql("""
                select result, answer from api.request
                where tenant_id = vigie.tenant() and account_id = :account and key = :key and digest = :digest
                """)
                .param("account", viewer.accountId())
                .param("key", key)
                .param("digest", digest)
                .query((row, i) -> new Outcome(row.getLong("result"), row.getString("answer")))
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

    /** The first answer stands: a twin that came in between shows the same object. */
    private void keep(Viewer viewer, String key, String answer) {
        transaction.executeWithoutResult(status -> sql.sql("""
                        update api.request set answer = :answer
                        where tenant_id = vigie.tenant() and account_id = :account and key = :key and answer is null
                        """)
                .param("answer", answer)
                .param("account", viewer.accountId())
                .param("key", key)
                .update());
    }

    private String written(ResponseEntity<?> answer) {
        URI location = answer.getHeaders().getLocation();
        return json.writeValueAsString(new Kept(
                answer.getStatusCode().value(),
                location == null ? null : location.toString(),
                answer.getHeaders().getETag(),
                json.writeValueAsString(answer.getBody())));
    }

    private <T> ResponseEntity<T> repeated(String answer, Class<T> type) {
        Kept kept = json.readValue(answer, Kept.class);
        var again = ResponseEntity.status(kept.status());
        if (kept.location() != null) {
            again.header(HttpHeaders.LOCATION, kept.location());
        }
        if (kept.etag() != null) {
            again.eTag(kept.etag());
        }
        return again.body(json.readValue(kept.body(), type));
    }
}
