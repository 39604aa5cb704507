package org.vigie.mail;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.vigie.mail.Mailbox.OAuth;
import org.vigie.shared.Crossing;
import org.vigie.shared.MasterKey;
import org.vigie.shared.Words;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How Vigie signs in to a mailbox: by its password, or by an access token that its authority gives for a refresh token, or
 * for the client's own credentials (RFC 6749, 6 and 4.4). A token is kept in memory until shortly before it ends.
 */
@Component
class AccessTokens {
    static final String CONTEXT = "mail.mailbox";
    private static final String REASON = "signing in to a mailbox";
    private static final Duration BEFORE_END = Duration.ofMinutes(2);
    private static final int LARGEST = 64 * 1024;

    private record Token(String value, long version, Instant until) {}

    private final MailboxStore store;
    private final MasterKey key;
    private final MailSettings settings;
    private final InstantSource clock;
    private final Crossing crossing;
    private final JsonMapper json = JsonMapper.builder().build();
    private final Map<Long, Token> tokens = new ConcurrentHashMap<>();

    AccessTokens(
            MailboxStore store,
            MasterKey key,
            MailSettings settings,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.key = key;
        this.settings = settings;
        this.clock = clock;
        this.crossing = new Crossing("mail", transactions);
    }

    SignIn signIn(Mailbox box) throws MailTrouble {
        MailboxStore.Secrets secrets = crossing.read(REASON, () -> store.secrets(box.id()));
        OAuth oauth = box.oauth();
        if (oauth == null) {
            return SignIn.password(box.login(), opened(box, secrets.password()));
        }
        Token known = tokens.get(box.id());
        if (known == null
                || known.version() != box.version()
                || !clock.instant().isBefore(known.until())) {
            known = fetched(box, oauth, secrets);
            tokens.put(box.id(), known);
        }
        return SignIn.token(box.login(), known.value());
    }

    /** The server did not take it: the next sign-in asks for another. */
    void forget(Mailbox box) {
        tokens.remove(box.id());
    }

    private Token fetched(Mailbox box, OAuth oauth, MailboxStore.Secrets secrets) throws MailTrouble {
        var form = new LinkedHashMap<String, String>();
        form.put("client_id", oauth.client());
        if (secrets.oauthSecret() != null) {
            form.put("client_secret", opened(box, secrets.oauthSecret()));
        }
        if (secrets.refreshToken() != null) {
            form.put("grant_type", "refresh_token");
            form.put("refresh_token", opened(box, secrets.refreshToken()));
        } else {
            form.put("grant_type", "client_credentials");
        }
        if (oauth.scope() != null && !oauth.scope().isBlank()) {
            form.put("scope", oauth.scope());
        }
        JsonNode answer = asked(oauth, form);
        String token = answer.path("access_token").asString("");
        if (token.isEmpty()) {
            String error = answer.path("error").asString("?");
            throw new MailTrouble(Words.of(
                    "mail.failure.token",
                    oauth.tokenUrl().getHost(),
                    error + " " + answer.path("error_description").asString("")));
        }
        String next = answer.path("refresh_token").asString("");
        String former = secrets.refreshToken();
        if (!next.isEmpty() && former != null) {
            // Authorities that change it refuse the former one from now on.
            crossing.run(REASON, () -> store.refreshToken(box.id(), former, key.seal(next, CONTEXT)));
        }
        Duration life = Duration.ofSeconds(Math.clamp(answer.path("expires_in").asLong(600), 1, 86_400));
        Duration used = life.compareTo(BEFORE_END.multipliedBy(2)) > 0 ? life.minus(BEFORE_END) : life.dividedBy(2);
        return new Token(token, box.version(), clock.instant().plus(used));
    }

    private JsonNode asked(OAuth oauth, Map<String, String> form) throws MailTrouble {
        String body = form.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder(oauth.tokenUrl())
                .timeout(settings.timeout())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        String host = String.valueOf(oauth.tokenUrl().getHost());
        try (var client = HttpClient.newBuilder()
                        .connectTimeout(settings.timeout())
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
                var answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream())
                        .body()) {
            return json.readTree(answer.readNBytes(LARGEST));
        } catch (IOException | JacksonException e) {
            throw new MailTrouble(Words.of("mail.failure.token", host, String.valueOf(e.getMessage())), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MailTrouble(Words.of("mail.failure.token", host, "interrupted"), e);
        }
    }

    private String opened(Mailbox box, @Nullable String sealed) throws MailTrouble {
        if (sealed == null) {
            throw new MailTrouble(Words.of("mail.failure.secret", box.address()));
        }
        try {
            return key.open(sealed, CONTEXT);
        } catch (IllegalArgumentException e) {
            throw new MailTrouble(Words.of("mail.failure.secret", box.address()), e);
        }
    }
}
