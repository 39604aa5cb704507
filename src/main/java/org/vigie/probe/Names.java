package org.vigie.probe;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupResult;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/**
 * From names to addresses without ever holding a thread: the hosts file, then the resolvers of this machine.
 *
 * <p>Addresses are kept for a minute. While our own resolvers are silent, those found within the last hour go on
 * serving, so that a broken resolver does not blind every check. IPv4 comes first when a name has both.
 */
final class Names {
    /** What became of a name: addresses, or the verdict when there are none. */
    record Found(List<InetAddress> addresses, NetworkErrors.@Nullable Verdict verdict) {}

    static final Duration FRESH = Duration.ofMinutes(1);
    static final Duration STALE = Duration.ofHours(1);
    private static final Duration NOT_FOUND = Duration.ofSeconds(5);

    private record Known(Found found, long untilNanos) {}

    private final Cache<String, Known> known =
            Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(STALE).build();
    private final Cache<String, CompletableFuture<Found>> asking =
            Caffeine.newBuilder().maximumSize(100_000).build();
    private final LookupSession session;

    Names() {
        this(LookupSession.defaultBuilder().build());
    }

    Names(LookupSession session) {
        this.session = session;
    }

    /** Tells {@code then}, at once or later and on any thread. */
    void find(String host, Consumer<Found> then) {
        InetAddress literal = Hosts.literal(host);
        if (literal != null) {
            then.accept(new Found(List.of(literal), null));
            return;
        }
        Known cached = known.getIfPresent(host);
        if (cached != null && System.nanoTime() - cached.untilNanos < 0) {
            then.accept(cached.found);
            return;
        }
        CompletableFuture<Found> answer = asking.get(host, this::ask);
        answer.whenComplete((found, broken) -> {
            asking.invalidate(host);
            then.accept(found == null ? ownTrouble(host, broken) : found);
        });
    }

    private CompletableFuture<Found> ask(String host) {
        Name name;
        try {
            name = Name.fromString(host);
        } catch (TextParseException malformed) {
            return CompletableFuture.completedFuture(notFound("name-unknown", host));
        }
        var four = addresses(name, Type.A);
        var six = addresses(name, Type.AAAA);
        return four.thenCombine(six, (a, b) -> join(host, a, b)).toCompletableFuture();
    }

    private CompletionStage<Object> addresses(Name name, int type) {
        CompletionStage<LookupResult> looked;
        try {
            looked = session.lookupAsync(name, type);
        } catch (RuntimeException refused) {
            looked = CompletableFuture.failedFuture(refused);
        }
        return looked.<Object>thenApply(LookupResult::getRecords).exceptionally(Names::unwrapped);
    }

    private static Throwable unwrapped(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    private Found join(String host, Object four, Object six) {
        var addresses = new ArrayList<InetAddress>();
        for (Object half : new Object[] {four, six}) {
            if (half instanceof List<?> records) {
                for (Object each : records) {
                    address((Record) each, addresses);
                }
            }
        }
        if (!addresses.isEmpty()) {
            addresses.sort(Comparator.comparing(address -> !(address instanceof Inet4Address)));
            return keep(host, new Found(List.copyOf(addresses), null), FRESH);
        }
        if (saysNo(four) && saysNo(six)) {
            boolean nowhere = four instanceof NoSuchDomainException;
            return keep(host, notFound(nowhere ? "name-unknown" : "name-empty", host), NOT_FOUND);
        }
        Known old = known.getIfPresent(host);
        if (old != null && old.found.verdict == null) {
            return old.found;
        }
        Object why = saysNo(four) ? six : four;
        return ownTrouble(host, why);
    }

    private static Found ownTrouble(String host, @Nullable Object why) {
        return new Found(
                List.of(), new NetworkErrors.Verdict(Outcome.UNKNOWN, Finding.of("own.resolver", host, reason(why))));
    }

    private Found keep(String host, Found found, Duration span) {
        known.put(host, new Known(found, System.nanoTime() + span.toNanos()));
        return found;
    }

    private static void address(Record each, List<InetAddress> into) {
        if (each instanceof ARecord a) {
            into.add(a.getAddress());
        } else if (each instanceof AAAARecord aaaa) {
            into.add(aaaa.getAddress());
        }
    }

    /** A resolver that works said that there is none; anything else is our own trouble. */
    private static boolean saysNo(Object half) {
        return half instanceof NoSuchDomainException || half instanceof NoSuchRRSetException || half instanceof List;
    }

    private static Found notFound(String code, String host) {
        return new Found(List.of(), new NetworkErrors.Verdict(Outcome.CRITICAL, Finding.of(code, host)));
    }

    private static String reason(@Nullable Object why) {
        return why instanceof Throwable thrown && thrown.getMessage() != null
                ? thrown.getMessage()
                : String.valueOf(why);
    }
}
