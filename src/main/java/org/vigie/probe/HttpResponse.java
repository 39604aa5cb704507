package org.vigie.probe;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.x response as it comes in, byte by byte, within fixed limits (RFC 9112).
 *
 * <p>It is complete at its end, or as soon as {@link #MAX_BODY} bytes of body were read: a check judges the beginning
 * of an endless page rather than reading it.
 */
final class HttpResponse {
    static final int MAX_HEAD = 64 * 1024;
    static final int MAX_BODY = 1024 * 1024;
    private static final int MAX_LINE = 16 * 1024;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.\\d (\\d{3})(?: .*)?");
    private static final Pattern CHARSET = Pattern.compile("charset=\"?([A-Za-z0-9_.:-]+)", Pattern.CASE_INSENSITIVE);

    /** A peer that does not speak HTTP as we do; the finding says how. */
    static final class Malformed extends Exception {
        private final transient Finding finding;

        Malformed(Finding finding) {
            super(finding.code(), null, false, false);
            this.finding = finding;
        }

        Finding finding() {
            return finding;
        }
    }

    private enum Part {
        STATUS,
        HEADERS,
        LENGTH_BODY,
        ENDLESS_BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILERS,
        DONE
    }

    private final boolean headOnly;
    private final StringBuilder line = new StringBuilder(128);
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(512);
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private Part part = Part.STATUS;
    private int status;
    private int headSize;
    private long left;
    private boolean truncated;

    HttpResponse(String method) {
        headOnly = method.equals("HEAD");
    }

    int status() {
        return status;
    }

    @Nullable
    String header(String name) {
        return headers.get(name);
    }

    boolean isComplete() {
        return part == Part.DONE;
    }

    boolean hasStarted() {
        return headSize > 0;
    }

    int bodySize() {
        return body.size();
    }

    /** Takes what came in; false once complete. */
    boolean take(ByteBuffer bytes) throws Malformed {
        while (bytes.hasRemaining() && part != Part.DONE) {
            switch (part) {
                case STATUS, HEADERS, CHUNK_SIZE, CHUNK_END, TRAILERS -> {
                    String full = line(bytes);
                    if (full != null) {
                        lineRead(full);
                    }
                }
                case LENGTH_BODY, CHUNK -> {
                    left -= append(bytes, left);
                    if (left == 0 && part != Part.DONE) {
                        part = part == Part.CHUNK ? Part.CHUNK_END : Part.DONE;
                    }
                }
                case ENDLESS_BODY -> append(bytes, Long.MAX_VALUE);
                case DONE -> throw new IllegalStateException();
            }
        }
        return part != Part.DONE;
    }

    /** The peer closed: the ordinary end of some bodies, a cut in all others. */
    void end() throws Malformed {
        if (part == Part.ENDLESS_BODY) {
            part = Part.DONE;
        } else if (part != Part.DONE) {
            throw new Malformed(Finding.of(hasStarted() ? "http.cut" : "http.closed"));
        }
    }

    private void lineRead(String full) throws Malformed {
        switch (part) {
            case STATUS -> {
                Matcher matcher = STATUS_LINE.matcher(full);
                if (!matcher.matches()) {
                    throw new Malformed(Finding.of("http.not-http", Excerpt.of(full)));
                }
                status = Integer.parseInt(matcher.group(1));
                headers.clear();
                part = Part.HEADERS;
            }
            case HEADERS -> {
                if (full.isEmpty()) {
                    headRead();
                } else {
                    int colon = full.indexOf(':');
                    if (colon > 0) {
                        headers.merge(
                                full.substring(0, colon).strip(),
                                full.substring(colon + 1).strip(),
                                (a, b) -> a + ", " + b);
                    }
                }
            }
            case CHUNK_SIZE -> {
                left = chunkSize(full);
                part = left == 0 ? Part.TRAILERS : Part.CHUNK;
            }
            case CHUNK_END -> part = Part.CHUNK_SIZE;
            case TRAILERS -> {
                if (full.isEmpty()) {
                    part = Part.DONE;
                }
            }
            case LENGTH_BODY, ENDLESS_BODY, CHUNK, DONE -> throw new IllegalStateException();
        }
    }

    private void headRead() throws Malformed {
        if (status >= 100 && status < 200 && status != 101) {
            part = Part.STATUS;
        } else if (headOnly || status == 204 || status == 304 || status == 101) {
            part = Part.DONE;
        } else if (String.valueOf(headers.get("Transfer-Encoding"))
                .toLowerCase(java.util.Locale.ROOT)
                .contains("chunked")) {
            part = Part.CHUNK_SIZE;
        } else {
            String length = headers.get("Content-Length");
            if (length == null) {
                part = Part.ENDLESS_BODY;
                return;
            }
            left = number(length.split(",")[0].strip(), 10);
            part = left == 0 ? Part.DONE : Part.LENGTH_BODY;
        }
    }

    private long chunkSize(String full) throws Malformed {
        int extension = full.indexOf(';');
        return number((extension < 0 ? full : full.substring(0, extension)).strip(), 16);
    }

    private static long number(String digits, int radix) throws Malformed {
        try {
            long value = Long.parseLong(digits, radix);
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            throw new Malformed(Finding.of("http.not-http", Excerpt.of(digits)));
        }
        throw new Malformed(Finding.of("http.not-http", Excerpt.of(digits)));
    }

    private @Nullable String line(ByteBuffer bytes) throws Malformed {
        while (bytes.hasRemaining()) {
            char c = (char) (bytes.get() & 0xff);
            headSize++;
            if (c == '\n') {
                int end = line.length();
                if (end > 0 && line.charAt(end - 1) == '\r') {
                    end--;
                }
                String full = line.substring(0, end);
                line.setLength(0);
                if (part == Part.CHUNK_SIZE || part == Part.CHUNK_END) {
                    headSize -= full.length() + 2;
                }
                return full;
            }
            line.append(c);
            if (line.length() > MAX_LINE || headSize > MAX_HEAD) {
                throw new Malformed(Finding.of("http.head-too-large", MAX_HEAD / 1024));
            }
            if (part == Part.STATUS && line.length() == 5 && !line.toString().equals("HTTP/")) {
                throw new Malformed(Finding.of("http.not-http", Excerpt.of(line.toString())));
            }
        }
        return null;
    }

    private long append(ByteBuffer bytes, long atMost) {
        int room = (int) Math.min(Math.min(bytes.remaining(), atMost), MAX_BODY - body.size());
        byte[] some = new byte[room];
        bytes.get(some);
        body.writeBytes(some);
        if (body.size() >= MAX_BODY && (atMost > room || part != Part.LENGTH_BODY)) {
            truncated = true;
            part = Part.DONE;
        }
        return room;
    }

    /** The body as text, unpacked if need be, never longer than {@link #MAX_BODY}. */
    String text() {
        byte[] raw = body.toByteArray();
        String coding = String.valueOf(headers.get("Content-Encoding")).toLowerCase(java.util.Locale.ROOT);
        return new String(
                coding.contains("gzip") || coding.contains("deflate") ? unpacked(raw, coding) : raw, charset());
    }

    private static byte[] unpacked(byte[] raw, String coding) {
        var plain = new ByteArrayOutputStream();
        var packed = new ByteArrayInputStream(raw);
        try (InputStream in = coding.contains("gzip") ? new GZIPInputStream(packed) : new InflaterInputStream(packed)) {
            byte[] some = new byte[8192];
            for (int count = in.read(some); count >= 0 && plain.size() < MAX_BODY; count = in.read(some)) {
                plain.write(some, 0, Math.min(count, MAX_BODY - plain.size()));
            }
        } catch (IOException cutShort) {
            // What could be unpacked before a cut is still worth judging.
            return plain.toByteArray();
        }
        return plain.toByteArray();
    }

    private Charset charset() {
        Matcher matcher = CHARSET.matcher(String.valueOf(headers.get("Content-Type")));
        try {
            return matcher.find() ? Charset.forName(matcher.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unheardOf) {
            return StandardCharsets.UTF_8;
        }
    }

    boolean isTruncated() {
        return truncated;
    }
}
