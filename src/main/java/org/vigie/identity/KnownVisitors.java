package org.vigie.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Remembers for a few seconds who holds which session or token, so that a page with ten requests asks the database once.
 * The key is the digest, so that memory holds no secret. A change on this node takes effect at once.
 */
@Component
class KnownVisitors {
    private final Cache<ByteBuffer, Visitor> cache;

    KnownVisitors(IdentitySettings settings) {
        cache = Caffeine.newBuilder()
                .expireAfterWrite(settings.sessionCache())
                .maximumSize(10_000)
                .build();
    }

    Optional<Visitor> find(byte[] digest, Supplier<Optional<Visitor>> read) {
        ByteBuffer key = ByteBuffer.wrap(digest);
        Visitor kept = cache.getIfPresent(key);
        if (kept != null) {
            return Optional.of(kept);
        }
        Optional<Visitor> found = read.get();
        found.ifPresent(visitor -> cache.put(key, visitor));
        return found;
    }

    void forgetAll() {
        cache.invalidateAll();
    }
}
