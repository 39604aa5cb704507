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
                TOKEN.matcher(method).matches() && !method.equals("CONNECT"), "method", "probe.rule.method");
        InvalidProbe.unless(headers.size() <= 50, "headers", "probe.rule.entries", 0, 50);
        headers.forEach(HttpSpec::checkHeader);
        var sorted = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(headers);
        headers = Collections.unmodifiableSortedMap(sorted);
        InvalidProbe.unless(body == null || body.length() <= 65_536, "body", "probe.rule.length", 0, 65536);
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
        InvalidProbe.unless(url.length() <= 4096, "url", "probe.rule.length", 0, 4096);
        URI uri;
        try {
            uri = new URI(url).parseServerAuthority();
        } catch (URISyntaxException malformed) {
            throw InvalidProbe.because("url", "probe.rule.address");
        }
        String scheme = uri.getScheme();
        InvalidProbe.unless(
                "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme), "url", "probe.rule.scheme");
        InvalidProbe.unless(uri.getHost() != null, "url", "probe.rule.no-host");
        InvalidProbe.unless(uri.getRawUserInfo() == null, "url", "probe.rule.password");
        InvalidProbe.unless(
                uri.getPort() == -1 || (uri.getPort() > 0 && uri.getPort() <= 65535),
                "url",
                "probe.rule.port",
                1,
                65535);
        Hosts.checked("url", uri.getHost());
        return uri;
    }

    private static void checkHeader(String name, String value) {
        InvalidProbe.unless(TOKEN.matcher(name).matches(), "headers", "probe.rule.header-name", name);
        InvalidProbe.unless(
                value.length() <= 8192 && value.chars().noneMatch(c -> c < 32 && c != '\t' || c == 127),
                "headers",
                "probe.rule.header-value",
                name,
                8192);
        InvalidProbe.unless(
                !name.equalsIgnoreCase("content-length")
                        && !name.equalsIgnoreCase("transfer-encoding")
                        && !name.equalsIgnoreCase("connection"),
                "headers",
                "probe.rule.own-header",
                name);
    }
}
