package org.vigie.probe;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What a good response is.
 *
 * @param statuses codes ("200") or classes ("2xx"); at least one must match
 * @param contains texts that must all be in the body
 * @param containsNot texts of which none may be in the body
 * @param regex found somewhere in the body, or null; given at most the time that is left
 * @param headers header name to text that its value must contain (empty: the header must be there)
 */
public record HttpExpectation(
        List<String> statuses,
        List<String> contains,
        List<String> containsNot,
        @Nullable String regex,
        Map<String, String> headers) {
    private static final Pattern STATUS = Pattern.compile("[1-5](\\d\\d|xx)");

    public HttpExpectation {
        statuses = List.copyOf(statuses);
        contains = List.copyOf(contains);
        containsNot = List.copyOf(containsNot);
        headers = Map.copyOf(headers);
        InvalidProbe.unless(!statuses.isEmpty() && statuses.size() <= 50, "statuses", "probe.rule.entries", 1, 50);
        for (String status : statuses) {
            InvalidProbe.unless(STATUS.matcher(status).matches(), "statuses", "probe.rule.status", status);
        }
        texts("contains", contains);
        texts("containsNot", containsNot);
        InvalidProbe.unless(headers.size() <= 50, "headers", "probe.rule.entries", 0, 50);
        if (regex != null) {
            InvalidProbe.unless(regex.length() <= 2048, "regex", "probe.rule.length", 0, 2048);
            try {
                Pattern.compile(regex);
            } catch (PatternSyntaxException malformed) {
                throw InvalidProbe.because("regex", "probe.rule.regex", malformed.getDescription());
            }
        }
    }

    public static HttpExpectation success() {
        return statuses("2xx");
    }

    public static HttpExpectation statuses(String... statuses) {
        return new HttpExpectation(List.of(statuses), List.of(), List.of(), null, Map.of());
    }

    public HttpExpectation containing(String... texts) {
        return new HttpExpectation(statuses, List.of(texts), containsNot, regex, headers);
    }

    public HttpExpectation notContaining(String... texts) {
        return new HttpExpectation(statuses, contains, List.of(texts), regex, headers);
    }

    public HttpExpectation matching(String expression) {
        return new HttpExpectation(statuses, contains, containsNot, expression, headers);
    }

    public HttpExpectation withHeader(String name, String part) {
        return new HttpExpectation(statuses, contains, containsNot, regex, Map.of(name, part));
    }

    boolean accepts(int status) {
        return statuses.stream()
                .anyMatch(s -> s.endsWith("xx") ? s.charAt(0) - '0' == status / 100 : s.equals(String.valueOf(status)));
    }

    boolean looksAtBody() {
        return !contains.isEmpty() || !containsNot.isEmpty() || regex != null;
    }

    private static void texts(String field, List<String> texts) {
        InvalidProbe.unless(texts.size() <= 20, field, "probe.rule.entries", 0, 20);
        for (String text : texts) {
            InvalidProbe.unless(!text.isEmpty() && text.length() <= 4096, field, "probe.rule.length", 1, 4096);
        }
    }
}
