package org.vigie.notification;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.Trust;
import org.vigie.shared.Words;

/**
 * JSON to an address, named and signed as Standard Webhooks says (standardwebhooks.com): {@code webhook-id} is the same on
 * every try, {@code webhook-signature} covers the id, the time of the try and the body, once for each secret.
 *
 * <p>Redirects are not followed: the address is the one that was chosen, and no answer can move it. Of the answer nothing but
 * the status is read, so that nobody can look into a private network through Vigie.
 */
public final class SignedPost {
    private static final String BASE64_SECRET = "whsec_";

    private final Duration timeout;
    private final InstantSource clock;
    private final HttpClient http;

    /** @param trust certificates (PEM) that are trusted besides those of Java */
    public SignedPost(Duration timeout, @Nullable Path trust, InstantSource clock) {
        this.timeout = timeout;
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .sslContext(Trust.with(trust))
                .build();
    }

    /** Answers the status, which is one of success. */
    public int send(URI url, String id, String body, List<String> secrets) throws NotDelivered {
        refuseForbidden(url);
        try {
            return judged(http.send(request(url, id, body, secrets), answer -> new NoBody()));
        } catch (SSLException e) {
            throw NotDelivered.forNow(Words.of("notification.failure.certificate", url.getHost(), said(e)), e);
        } catch (IOException e) {
            throw NotDelivered.forNow(Words.of("notification.failure.no-answer", url.getHost(), said(e)), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw NotDelivered.forNow(Words.of("notification.failure.too-long"), e);
        }
    }

    private HttpRequest request(URI url, String id, String body, List<String> secrets) {
        String now = Long.toString(clock.instant().getEpochSecond());
        var request = HttpRequest.newBuilder(url)
                .timeout(timeout)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("User-Agent", "Vigie")
                .header("Idempotency-Key", id)
                .header("webhook-id", id)
                .header("webhook-timestamp", now)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!secrets.isEmpty()) {
            request.header(
                    "webhook-signature",
                    secrets.stream()
                            .map(secret -> "v1," + signature(secret, id + "." + now + "." + body))
                            .collect(Collectors.joining(" ")));
        }
        return request.build();
    }

    private int judged(HttpResponse<?> answer) throws NotDelivered {
        int status = answer.statusCode();
        if (status / 100 == 2) {
            return status;
        }
        if (status / 100 == 3) {
            String to = answer.headers().firstValue("Location").orElse("?");
            throw NotDelivered.forGood(Words.of("notification.failure.redirect", status, to));
        }
        if (status == 408 || status == 425 || status == 429 || status >= 500) {
            throw NotDelivered.forNow(
                    Words.of("notification.failure.http", status),
                    answer.headers()
                            .firstValue("Retry-After")
                            .map(this::patience)
                            .orElse(Duration.ZERO));
        }
        throw NotDelivered.forGood(Words.of("notification.failure.http", status));
    }

    /** Seconds or a date (RFC 9110, 10.2.3); what is neither asks for nothing. */
    private Duration patience(String asked) {
        try {
            return asked.matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(asked))
                    : Duration.between(
                            clock.instant(), Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(asked)));
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }

    /**
     * A provider's own receivers live on private networks and on this machine, so those are allowed. What never is a
     * receiver: link-local addresses, where clouds answer with the machine's own credentials, and groups.
     */
    private static void refuseForbidden(URI url) throws NotDelivered {
        try {
            for (InetAddress one : InetAddress.getAllByName(url.getHost())) {
                if (one.isLinkLocalAddress() || one.isMulticastAddress() || one.isAnyLocalAddress()) {
                    throw NotDelivered.forGood(
                            Words.of("notification.failure.forbidden", url.getHost(), one.getHostAddress()));
                }
            }
        } catch (UnknownHostException e) {
            throw NotDelivered.forNow(Words.of("notification.failure.unknown-host", url.getHost()), e);
        }
    }

    private static String said(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    static String signature(String secret, String signed) {
        byte[] key = secret.startsWith(BASE64_SECRET)
                ? Base64.getDecoder().decode(secret.substring(BASE64_SECRET.length()))
                : secret.getBytes(StandardCharsets.UTF_8);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The status says it all: a body that drips or never ends is not waited for. */
    private static final class NoBody implements BodySubscriber<String> {
        private final CompletableFuture<String> nothing = new CompletableFuture<>();

        @Override
        public CompletionStage<String> getBody() {
            return nothing;
        }

        @Override
        public void onSubscribe(Flow.Subscription body) {
            body.cancel();
            nothing.complete("");
        }

        @Override
        public void onNext(List<ByteBuffer> part) {}

        @Override
        public void onError(Throwable problem) {
            nothing.complete("");
        }

        @Override
        public void onComplete() {
            nothing.complete("");
        }
    }
}
