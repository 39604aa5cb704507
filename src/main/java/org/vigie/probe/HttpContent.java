package org.vigie.probe;

import java.util.Map;
import java.util.regex.Pattern;

/** Judges headers and body of a response against what was expected of them. */
final class HttpContent {
    private static final NetworkErrors.Verdict GOOD =
            new NetworkErrors.Verdict(Outcome.OK, Finding.of("http.content-good"));

    private HttpContent() {}

    static NetworkErrors.Verdict judge(HttpExpectation expect, HttpResponse response, long untilNanos) {
        for (Map.Entry<String, String> wanted : expect.headers().entrySet()) {
            String value = response.header(wanted.getKey());
            if (value == null) {
                return wrong("http.header-missing", wanted.getKey());
            }
            if (!value.contains(wanted.getValue())) {
                return wrong("http.header-differs", wanted.getKey(), Excerpt.of(value), wanted.getValue());
            }
        }
        return expect.looksAtBody() ? judgeBody(expect, response, untilNanos) : GOOD;
    }

    private static NetworkErrors.Verdict judgeBody(HttpExpectation expect, HttpResponse response, long untilNanos) {
        String text = response.text();
        for (String wanted : expect.contains()) {
            if (!text.contains(wanted)) {
                return response.isTruncated()
                        ? wrong("http.missing-in-start", wanted, HttpResponse.MAX_BODY / 1024)
                        : wrong("http.missing", wanted);
            }
        }
        for (String unwanted : expect.containsNot()) {
            if (text.contains(unwanted)) {
                return wrong("http.unwanted", unwanted);
            }
        }
        return expect.regex() == null ? GOOD : search(expect.regex(), text, untilNanos);
    }

    private static NetworkErrors.Verdict search(String regex, String text, long untilNanos) {
        try {
            return Pattern.compile(regex).matcher(new Timed(text, untilNanos)).find()
                    ? GOOD
                    : wrong("http.no-match", regex);
        } catch (OutOfTime | StackOverflowError endless) {
            // The expression is ours, and so is its cost: this is no verdict on the service.
            return new NetworkErrors.Verdict(Outcome.UNKNOWN, Finding.of("own.regex", regex));
        }
    }

    private static NetworkErrors.Verdict wrong(String code, Object... args) {
        return new NetworkErrors.Verdict(Outcome.CRITICAL, Finding.of(code, args));
    }

    private static final class OutOfTime extends RuntimeException {
        OutOfTime() {
            super(null, null, false, false);
        }
    }

    /** Text that can be read until a time; ends an expression that backtracks without end. */
    private record Timed(String text, long untilNanos) implements CharSequence {
        @Override
        public char charAt(int index) {
            if (System.nanoTime() - untilNanos > 0) {
                throw new OutOfTime();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Timed(text.substring(start, end), untilNanos);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
