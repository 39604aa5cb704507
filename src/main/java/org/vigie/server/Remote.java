package org.vigie.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.vigie.server.Vigie.Surroundings;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The running server as the other commands see it: its REST interface, and its refusals as lines to read. */
final class Remote {
    private final String url;
    private final String token;
    private final Speech speech;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    Remote(String url, String token, Speech speech) {
        this.url = url.replaceFirst("/+$", "");
        this.token = token;
        this.speech = speech;
    }

    /** The server of {@code VIGIE_URL} and {@code VIGIE_TOKEN}, else the one that runs on the data folder. */
    static Remote of(Surroundings surroundings) throws IOException {
        Speech speech = surroundings.speech();
        DataFolder folder = surroundings.dataFolder();
        String url = surroundings.variable("VIGIE_URL");
        if (url.isEmpty()) {
            url = folder.server()
                    .orElseThrow(() -> new Failure(speech.say("no-server", folder.path())))
                    .url();
        }
        String token = surroundings.variable("VIGIE_TOKEN");
        if (token.isEmpty()) {
            token = folder.adminToken().orElseThrow(() -> new Failure(speech.say("no-token", folder.path())));
        }
        return new Remote(url, token, speech);
    }

    static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    JsonNode json(HttpRequest.Builder request) throws IOException {
        try (InputStream body = stream(request.header("Accept", "application/json"))) {
            return JsonMapper.shared().readTree(body);
        }
    }

    HttpRequest.Builder request(String path) {
        try {
            return HttpRequest.newBuilder(URI.create(url + "/api/v1" + path))
                    .header("Authorization", "Bearer " + token)
                    .header("Accept-Language", speech.locale().toLanguageTag());
        } catch (IllegalArgumentException e) {
            throw new Failure(speech.say("bad-url", url));
        }
    }

    /** The body of a good answer; a refusal ends the command with what the server said. */
    InputStream stream(HttpRequest.Builder request) throws IOException {
        HttpResponse<InputStream> response = send(request.build());
        if (response.statusCode() / 100 == 2) {
            return response.body();
        }
        try (InputStream body = response.body()) {
            throw new Failure(problem(response.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8)));
        }
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(speech.say("interrupted"));
        } catch (ConnectException e) {
            throw new Failure(speech.say("unreachable", url));
        }
    }

    /** A problem document (RFC 9457) as lines: what was refused, then each field with its line. */
    String problem(int status, String body) {
        if (status == 401 && body.isBlank()) {
            return speech.say("refused-token", url);
        }
        JsonNode document;
        try {
            document = JsonMapper.shared().readTree(body);
        } catch (JacksonException e) {
            return speech.say("refused", status, body.strip());
        }
        String detail = document.path("detail").asString(document.path("title").asString(""));
        var lines = new StringBuilder(speech.say("refused", status, detail));
        for (JsonNode error : document.path("errors")) {
            lines.append("\n  ");
            if (error.path("line").isNumber()) {
                lines.append(speech.say("line", error.path("line").asString())).append(", ");
            }
            lines.append(error.path("field").asString("")).append(": ");
            lines.append(error.path("message").asString(""));
        }
        return lines.toString();
    }
}
