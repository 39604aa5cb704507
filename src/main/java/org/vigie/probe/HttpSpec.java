package org.vigie.probe;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request and what a good response is.
 *
 * @param body sent as UTF-8, or null
 * @param responseTime from the first packet to the end of the body over all redirects, in seconds
 */
public record HttpSpec(
        String url,
        String method,
        Map<String, String> headers,
        @Nullable String body,
        Credentials credentials,
        HttpExpectation expect,
        Levels responseTime,
        Redirects redirects,
        Trust trust)
        implements ProbeSpec {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}");

    public HttpSpec {
        parse(url);
        method = method.toUpperCase(Locale.ROOT);
        InvalidProbe.unless(
                TOKEN.matcher(method).matches() && !method.equals("CONNECT"), "method", "is not an HTTP method");
        InvalidProbe.unless(headers.size() <= 50, "headers", "must hold at most 50 headers");
        headers.forEach(HttpSpec::checkHeader);
        var sorted = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(headers);
        headers = Collections.unmodifiableSortedMap(sorted);
        InvalidProbe.unless(body == null || body.length() <= 65_536, "body", "must be at most 65536 characters");
    }

    /** A GET that expects a 2xx, follows up to five redirects and verifies certificates. */
    public static HttpSpec get(String url) {
        return new HttpSpec(
                url,
                "GET",
                Map.of(),
                null,
                new Credentials.None(),
                HttpExpectation.success(),
                Levels.none(),
                Redirects.follow(),
                Trust.publicAuthorities());
    }

    public HttpSpec sending(String newMethod, Map<String, String> newHeaders, @Nullable String newBody) {
        return new HttpSpec(url, newMethod, newHeaders, newBody, credentials, expect, responseTime, redirects, trust);
    }

    public HttpSpec as(Credentials who) {
        return new HttpSpec(url, method, headers, body, who, expect, responseTime, redirects, trust);
    }

    public HttpSpec expecting(HttpExpectation expectation) {
        return new HttpSpec(url, method, headers, body, credentials, expectation, responseTime, redirects, trust);
    }

    public HttpSpec within(Levels time) {
        return new HttpSpec(url, method, headers, body, credentials, expect, time, redirects, trust);
    }

    public HttpSpec redirecting(Redirects policy) {
        return new HttpSpec(url, method, headers, body, credentials, expect, responseTime, policy, trust);
    }

    public HttpSpec trusting(Trust whom) {
        return new HttpSpec(url, method, headers, body, credentials, expect, responseTime, redirects, whom);
    }

    static URI parse(String url) {
        InvalidProbe.unless(url.length() <= 4096, "url", "must be at most 4096 characters");
        URI uri;
        try {
            uri = new URI(url).parseServerAuthority();
        } catch (URISyntaxException malformed) {
            throw InvalidProbe.because("url", "is not a valid address");
        }
        String scheme = uri.getScheme();
        InvalidProbe.unless(
                "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme),
                "url",
                "must start with http:// or https://");
        InvalidProbe.unless(uri.getHost() != null, "url", "must name a host");
        InvalidProbe.unless(uri.getRawUserInfo() == null, "url", "must not carry a password: use credentials");
        InvalidProbe.unless(
                uri.getPort() == -1 || (uri.getPort() > 0 && uri.getPort() <= 65535),
                "url",
                "port must be from 1 to 65535");
        Hosts.checked("url", uri.getHost());
        return uri;
    }

    private static void checkHeader(String name, String value) {
        InvalidProbe.unless(TOKEN.matcher(name).matches(), "headers", "name is not valid: " + name);
        InvalidProbe.unless(
                value.length() <= 8192 && value.chars().noneMatch(c -> c < 32 && c != '\t' || c == 127),
                "headers",
                "value must be one line of at most 8192 characters: " + name);
        InvalidProbe.unless(
                !name.equalsIgnoreCase("content-length")
                        && !name.equalsIgnoreCase("transfer-encoding")
                        && !name.equalsIgnoreCase("connection"),
                "headers",
                "is set by Vigie: " + name);
    }
}
