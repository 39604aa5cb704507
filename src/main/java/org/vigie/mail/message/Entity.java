package org.vigie.mail.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.jspecify.annotations.Nullable;

/** A message or one of its parts, as far as MIME goes: headers as raw characters, and children or bytes. */
final class Entity {
    private static final int DEEPEST = 40;
    private static final int MOST_PARTS = 2_000;
    private static final int MOST_HEADERS = 2_000;
    private static final MimeConfig LENIENT = new MimeConfig.Builder()
            .setStrictParsing(false)
            .setMaxLineLen(-1)
            .setMaxHeaderCount(-1)
            .setMaxHeaderLen(-1)
            .setMaxContentLen(-1)
            .build();

    final Map<String, List<String>> headers = new LinkedHashMap<>();
    final List<Entity> children = new ArrayList<>();
    byte[] content = new byte[0];
    private Parameters type = new Parameters("text/plain", Map.of());

    /** Whatever the bytes are, something comes of them; a message that breaks off ends there. */
    static Entity read(byte[] raw) {
        var root = new Entity();
        var open = new ArrayDeque<Entity>();
        open.push(root);
        var stream = new MimeTokenStream(LENIENT, DecodeMonitor.SILENT, null);
        stream.setRecursionMode(RecursionMode.M_NO_RECURSE);
        stream.parse(new ByteArrayInputStream(withoutEnvelope(raw)));
        try {
            int parts = 0;
            for (EntityState state = stream.getState();
                    state != EntityState.T_END_OF_STREAM && parts < MOST_PARTS;
                    state = stream.next()) {
                parts += state == EntityState.T_START_BODYPART ? 1 : 0;
                take(state, stream, open);
            }
        } catch (IOException | MimeException brokenOff) {
            // What was read until here is all there is.
            root.isBroken = true;
        }
        root.settle();
        return root;
    }

    private boolean isBroken;

    private static void take(EntityState state, MimeTokenStream stream, Deque<Entity> open) throws IOException {
        Entity current = open.element();
        if (state == EntityState.T_FIELD) {
            current.header(stream.getField());
        } else if (state == EntityState.T_START_BODYPART) {
            var part = new Entity();
            if (open.size() < DEEPEST) {
                current.children.add(part);
            }
            open.push(part);
        } else if (state == EntityState.T_END_BODYPART) {
            open.pop();
        } else if (state == EntityState.T_BODY) {
            current.content = stream.getDecodedInputStream().readAllBytes();
        }
    }

    private void header(Field field) {
        String raw = new String(field.getRaw().toByteArray(), StandardCharsets.ISO_8859_1);
        int colon = raw.indexOf(':');
        if (colon > 0 && headers.size() < MOST_HEADERS) {
            headers.computeIfAbsent(raw.substring(0, colon).strip().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(raw.substring(colon + 1).strip());
        }
    }

    private void settle() {
        String written = header("content-type");
        if (written != null) {
            Parameters read = Parameters.of(written);
            type = read.value().contains("/") ? read : new Parameters("text/plain", read.named());
        }
        children.forEach(Entity::settle);
    }

    /** The line with which a mailbox file or a mail server may begin a message, which is no header. */
    private static byte[] withoutEnvelope(byte[] raw) {
        int start = 0;
        while (start < raw.length && (raw[start] == '\r' || raw[start] == '\n')) {
            start++;
        }
        String beginning = new String(raw, start, Math.min(300, raw.length - start), StandardCharsets.ISO_8859_1);
        if (beginning.startsWith("From ") || beginning.startsWith(">From ")) {
            int line = beginning.indexOf('\n');
            start += line < 0 ? 0 : line + 1;
        }
        return start == 0 ? raw : java.util.Arrays.copyOfRange(raw, start, raw.length);
    }

    boolean isBroken() {
        return isBroken;
    }

    /** The first of that name, one character for each byte. */
    @Nullable
    String header(String name) {
        List<String> values = headers.get(name);
        return values == null ? null : values.getFirst();
    }

    String type() {
        return type.value();
    }

    boolean isMultipart() {
        return type().startsWith("multipart/") && !children.isEmpty();
    }

    @Nullable
    String parameter(String name) {
        return type.get(name);
    }

    Parameters disposition() {
        String written = header("content-disposition");
        return written == null ? new Parameters("", Map.of()) : Parameters.of(written);
    }

    @Nullable
    String fileName() {
        String name = disposition().get("filename");
        return name != null ? name : parameter("name");
    }

    @Nullable
    String contentId() {
        String id = header("content-id");
        return id == null ? null : id.replaceAll("[<>\\s]", "");
    }

    String text() {
        return Charsets.decode(content, parameter("charset"))
                .replace("\r\n", "\n")
                .replace('\r', '\n');
    }
}
