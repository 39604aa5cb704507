package org.vigie.probe;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words of one request on the wire. */
final class HttpRequest {
    private HttpRequest() {}

    static boolean isSecure(URI target) {
        return target.getScheme().equalsIgnoreCase("https");
    }

    static int port(URI target) {
        return target.getPort() > 0 ? target.getPort() : isSecure(target) ? 443 : 80;
    }

    static ByteBuffer words(HttpSpec spec, URI target, String method, @Nullable String body) {
        var head = new StringBuilder(256);
        head.append(method).append(' ').append(pathAndQuery(target)).append(" HTTP/1.1\r\n");
        boolean home = sameOrigin(target, HttpSpec.parse(spec.url()));
        if (!home || !spec.headers().containsKey("Host")) {
            head.append("Host: ").append(host(target)).append("\r\n");
        }
        if (!spec.headers().containsKey("User-Agent")) {
            head.append("User-Agent: Vigie\r\n");
        }
        if (!spec.headers().containsKey("Accept")) {
            head.append("Accept: */*\r\n");
        }
        if (!spec.headers().containsKey("Accept-Encoding")) {
            head.append("Accept-Encoding: identity\r\n");
        }
        head.append("Connection: close\r\n");
        String authorization = spec.credentials().authorization();
        if (authorization != null && home) {
            head.append("Authorization: ").append(authorization).append("\r\n");
        }
        for (Map.Entry<String, String> header : spec.headers().entrySet()) {
            // A typed-in header may be a key as well: it stays with the origin it was meant for.
            if (home) {
                head.append(header.getKey())
                        .append(": ")
                        .append(header.getValue())
                        .append("\r\n");
            }
        }
        byte[] content = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        if (body != null || method.equals("POST") || method.equals("PUT")) {
            head.append("Content-Length: ").append(content.length).append("\r\n");
        }
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(start.length + content.length)
                .put(start)
                .put(content)
                .flip();
    }

    private static boolean sameOrigin(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getHost().equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    private static String pathAndQuery(URI target) {
        URI ascii = URI.create(target.toASCIIString());
        String path = ascii.getRawPath();
        String query = ascii.getRawQuery();
        return (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
    }

    private static String host(URI target) {
        return target.getPort() > 0 ? target.getHost() + ":" + target.getPort() : target.getHost();
    }
}
