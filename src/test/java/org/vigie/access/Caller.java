package org.vigie.access;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.vigie.identity.Role;
import org.vigie.identity.Viewer;
import org.vigie.server.WholeHouse;

/** Somebody who calls routes: by a session with its form token, by an API token, or as nobody. */
record Caller(
        WholeHouse house,
        String name,
        Role role,
        String secret,
        Viewer viewer,
        Map<String, String> shown,
        HttpClient http) {

    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    static Caller person(WholeHouse house, String name, Role role, String secret, Viewer viewer) {
        var caller = new Caller(
                house,
                name,
                role,
                secret,
                viewer,
                new TreeMap<>(Map.of("Cookie", "vigie_session=" + secret)),
                client());
        return caller.withFormToken("/account");
    }

    static Caller token(WholeHouse house, String name, Role role, String secret) {
        return new Caller(
                house, name, role, secret, null, new TreeMap<>(Map.of("Authorization", "Bearer " + secret)), client());
    }

    static Caller nobody(WholeHouse house) {
        return new Caller(house, "nobody", null, null, null, new TreeMap<>(), client()).withFormToken("/sign-in");
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().build();
    }

    /** Every change carries a valid form token, so that it is the fence that refuses and not the form. */
    private Caller withFormToken(String page) {
        Answer answer = send(new Route.Asked("GET", page, null, null, "text/html"));
        for (String cookie : answer.headers().getOrDefault("set-cookie", "").split("\n")) {
            if (cookie.startsWith("vigie_form=")) {
                shown.put("Cookie", cookie.substring(0, cookie.indexOf(';')));
            }
        }
        var found = FORM_TOKEN.matcher(answer.body());
        if (!found.find()) {
            throw new IllegalStateException(page + " has no form token: " + answer.body());
        }
        shown.put("X-CSRF-TOKEN", found.group(1));
        return this;
    }

    boolean isNobody() {
        return role == null;
    }

    Answer get(String address) {
        return send(new Route.Asked("GET", address, null, null, "text/html"));
    }

    Answer send(Route.Asked asked) {
        return send(asked, Map.of());
    }

    Answer send(Route.Asked asked, Map<String, String> instead) {
        boolean empty = asked.body() == null;
        boolean program = asked.address().startsWith("/api/") || asked.address().startsWith("/metrics");
        var request = HttpRequest.newBuilder(URI.create(house.url() + asked.address()))
                .method(asked.method(), empty ? BodyPublishers.noBody() : BodyPublishers.ofString(asked.body()))
                .header("Accept", asked.accept())
                .header("Accept-Language", "en");
        if (!empty) {
            request.header("Content-Type", Objects.requireNonNull(asked.type()));
        }
        var headers = new TreeMap<>(shown);
        headers.putAll(instead);
        if (program && isNobody()) {
            headers.clear();
        }
        headers.forEach((header, value) -> {
            if (!value.isEmpty()) {
                request.header(header, value);
            }
        });
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            var all = new TreeMap<String, String>();
            response.headers().map().forEach((header, values) -> all.put(header, String.join("\n", values)));
            return new Answer(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8), all);
        } catch (IOException e) {
            throw new IllegalStateException(asked.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }

    record Answer(int status, String body, Map<String, String> headers) {
        private static final Set<String> OF_THE_CONNECTION =
                Set.of("date", "content-length", "connection", "keep-alive");
        private static final Pattern CHANGES_EACH_TIME = Pattern.compile(
                "name=\"(_csrf|form)\" value=\"[^\"]+\"|\"X-CSRF-TOKEN\":\"[^\"]+\"|data-now=\"\\d+\"|X-CSRF-TOKEN&[^}]+");

        /** Without what differs from one answer to the next, with the names that {@link Estate#unknown} would give. */
        Answer comparable() {
            var kept = new TreeMap<String, String>();
            headers.forEach((header, value) -> {
                if (!OF_THE_CONNECTION.contains(header)) {
                    kept.put(header, Estate.unknown(value.replaceAll("vigie_form=[^;]+", "vigie_form=x")));
                }
            });
            return new Answer(
                    status, Estate.unknown(CHANGES_EACH_TIME.matcher(body).replaceAll("")), kept);
        }

        boolean sendsToSignIn() {
            return status == 303 && headers.getOrDefault("location", "").startsWith("/sign-in");
        }
    }
}
