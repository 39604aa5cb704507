package org.vigie.knowledge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.vigie.audit.AuditTrail;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.shared.Crossing;
import org.vigie.shared.NotFound;
import org.vigie.shared.Page;
import org.vigie.shared.Refused;
import org.vigie.shared.TenantId;

/**
 * What is known and written down. Every question names who asks: what they may not read is not there for them. Each verb
 * is a transaction of its own, in any scope.
 */
@Service
public class Articles {
    private static final String REASON = "articles";
    private static final Duration REPEATABLE = Duration.ofHours(48);
    private static final int LONGEST_REQUEST_KEY = 200;

    private final ArticleStore store;
    private final ArticleSearch search;
    private final AuditTrail trail;
    private final InstantSource clock;
    private final Crossing crossing;

    Articles(
            ArticleStore store,
            ArticleSearch search,
            AuditTrail trail,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.search = search;
        this.trail = trail;
        this.clock = clock;
        this.crossing = new Crossing("knowledge", transactions);
    }

    /** The last changed first; with words, the best answer first. */
    public Page<ArticleRow> list(Viewer reader, ArticleFilter filter, @Nullable String cursor, int limit) {
        return crossing.read(
                REASON,
                () -> search.list(filter, Sight.of(reader), Language.of(reader.locale()), today(), cursor, limit));
    }

    /** What is published for this client, for all or for the staff, and has some of these words; the best first. */
    public List<Fitting> fitting(Viewer reader, TenantId client, String text, int most) {
        return crossing.read(
                REASON, () -> search.fitting(Sight.of(reader), Language.of(reader.locale()), client, text, most));
    }

    public Article get(Viewer reader, long id) {
        return crossing.read(REASON, () -> existing(reader, id));
    }

    /** As it was; for the staff alone, since a version may have been for them alone. */
    public Article get(Viewer reader, long id, long version) {
        return crossing.read(REASON, () -> {
            existing(reader, staff(reader, id));
            return store.find(id, version)
                    .filter(was -> was.client() == null || reader.scope().sees(was.client()))
                    .orElseThrow(() -> NotFound.of("version", version));
        });
    }

    /** The newest first; for the staff alone. */
    public List<Revision> history(Viewer reader, long id) {
        return crossing.read(REASON, () -> {
            existing(reader, staff(reader, id));
            return store.history(id);
        });
    }

    private static long staff(Viewer reader, long id) {
        if (!reader.role().isStaff()) {
            throw NotFound.of("article", id);
        }
        return id;
    }

    public boolean mayWrite(Viewer viewer) {
        return viewer.may(Permission.WORK_ON_TICKETS);
    }

    public long create(Viewer writer, ArticleDraft draft) {
        draft.check(writer);
        return crossing.write(REASON, () -> add(writer, draft));
    }

    /**
     * The same, once for each key of its writer: asked again within two days it names the same article, and refuses
     * another request under that key.
     */
    public long createOnce(Viewer writer, ArticleDraft draft, String key, String digest) {
        if (key.isBlank() || key.length() > LONGEST_REQUEST_KEY) {
            throw Refused.field("Idempotency-Key", "refusal.idempotency.shape");
        }
        draft.check(writer);
        try {
            return crossing.write(REASON, () -> {
                Instant now = clock.instant();
                store.forgetRequests(now.minus(REPEATABLE));
                var known = store.request(writer.accountId(), key);
                if (known.isPresent()) {
                    return same(known.get(), digest);
                }
                long id = add(writer, draft);
                store.keepRequest(id, writer.accountId(), key, digest, now);
                return id;
            });
        } catch (DuplicateKeyException twin) {
            // A twin was quicker: ours is undone whole, and theirs is the answer.
            return crossing.read(
                    REASON, () -> same(store.request(writer.accountId(), key).orElseThrow(() -> twin), digest));
        }
    }

    private static long same(ArticleStore.Request known, String digest) {
        if (!known.digest().equals(digest)) {
            throw Refused.conflict("refusal.idempotency.other");
        }
        return known.article();
    }

    private long add(Viewer writer, ArticleDraft draft) {
        long id = store.add(draft, writer, clock.instant());
        record(writer, id, "article.created", draft);
        return id;
    }

    /** @param expectedVersion refuses as stale when it is another; null changes whatever is there */
    public Article change(Viewer writer, long id, ArticleDraft draft, @Nullable Long expectedVersion) {
        return crossing.write(REASON, () -> {
            Article before = changeable(writer, id, expectedVersion);
            draft.check(writer);
            if (!draft.mine() && isAlready(before, draft)) {
                return before;
            }
            store.change(id, draft, writer, clock.instant());
            record(writer, id, verb(before, draft), draft);
            return existing(writer, id);
        });
    }

    /** Nobody but the staff finds it any more. */
    public Article withdraw(Viewer writer, long id, @Nullable Long expectedVersion) {
        return crossing.write(REASON, () -> {
            Article before = changeable(writer, id, expectedVersion);
            if (before.state() == ArticleState.WITHDRAWN) {
                return before;
            }
            var draft = new ArticleDraft(
                    ArticleState.WITHDRAWN,
                    before.audience(),
                    before.client(),
                    before.reviewBy(),
                    before.wordings(),
                    false);
            store.change(id, draft, writer, clock.instant());
            record(writer, id, "article.withdrawn", draft);
            return existing(writer, id);
        });
    }

    private Article changeable(Viewer writer, long id, @Nullable Long expectedVersion) {
        existing(writer, id);
        long version = store.lock(id);
        if (expectedVersion != null && expectedVersion != version) {
            throw Refused.stale();
        }
        // Once more: it may have become another client's while we waited for the lock.
        return existing(writer, id);
    }

    /** A repetition is no new version. */
    private static boolean isAlready(Article before, ArticleDraft draft) {
        return new ArticleDraft(
                        before.state(), before.audience(), before.client(), before.reviewBy(), before.wordings(), false)
                .equals(draft);
    }

    private static String verb(Article before, ArticleDraft draft) {
        if (draft.state() == before.state()) {
            return "article.changed";
        }
        return switch (draft.state()) {
            case DRAFT -> "article.changed";
            case PUBLISHED -> "article.published";
            case WITHDRAWN -> "article.withdrawn";
        };
    }

    private void record(Viewer writer, long id, String verb, ArticleDraft draft) {
        trail.record(
                writer.actor(),
                verb,
                "article " + id,
                Map.of("title", draft.wordings().getFirst().title()));
    }

    private Article existing(Viewer reader, long id) {
        return store.find(id, Sight.of(reader)).orElseThrow(() -> NotFound.of("article", id));
    }

    private LocalDate today() {
        return clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    }
}
