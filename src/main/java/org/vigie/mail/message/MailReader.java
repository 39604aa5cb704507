package org.vigie.mail.message;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one raw mail. Refuses only what holds no mail at all; everything else gives what can be made of it. */
public final class MailReader {
    /** How the HTML of the text itself is called among the parts. */
    public static final String HTML_NAME = "message.html";

    private static final int LONGEST_SUBJECT = 1_000;
    private static final int LONGEST_TEXT = 1_000_000;
    private static final Pattern ID = Pattern.compile("<([^<>\\s]{1,500})>");
    private static final Pattern BROKEN_ZONE = Pattern.compile("\\s*\\([^)]*\\)\\s*$|\\s+(?=[+-]\\d{4}$)");

    private MailReader() {}

    /** Not a mail: nothing that could be a header stands in it. */
    public static final class NotAMail extends Exception {
        private static final long serialVersionUID = 1L;

        NotAMail() {
            super("no header");
        }
    }

    public static ReadMail read(byte[] raw) throws NotAMail {
        Entity mail = Entity.read(raw);
        if (mail.headers.isEmpty()) {
            throw new NotAMail();
        }
        String subject = text(mail.header("subject"), LONGEST_SUBJECT);
        Address from = from(mail);
        var origin = Origin.of(mail, from, subject);
        var content = new Content();
        content.take(mail);
        return new ReadMail(
                ids(mail.header("message-id")).stream().findFirst().orElseGet(() -> bareId(mail.header("message-id"))),
                references(mail),
                date(mail.header("date")),
                from,
                addresses(mail, "reply-to"),
                addresses(mail, "to"),
                addresses(mail, "cc"),
                subject,
                content.text(),
                content.html == null ? null : HtmlText.cleaned(content.html),
                content.parts,
                origin.nature(),
                origin.why(),
                origin.bounce(),
                headers(mail));
    }

    /** Who wrote; where From names no address, the headers that a program must have filled. */
    private static Address from(Entity mail) {
        for (String name : List.of("from", "reply-to", "sender", "return-path", "x-original-from")) {
            for (Address address : addresses(mail, name)) {
                if (address.email().contains("@")) {
                    return address;
                }
            }
        }
        return addresses(mail, "from").stream().findFirst().orElse(new Address("", ""));
    }

    private static List<Address> addresses(Entity mail, String header) {
        var found = new ArrayList<Address>();
        mail.headers.getOrDefault(header, List.of()).forEach(raw -> found.addAll(Addresses.of(raw)));
        return found;
    }

    private static List<String> references(Entity mail) {
        var ids = new LinkedHashSet<String>();
        ids.addAll(ids(mail.header("references")));
        ids.addAll(ids(mail.header("in-reply-to")));
        var all = new ArrayList<>(ids);
        return all.subList(Math.max(0, all.size() - 50), all.size());
    }

    private static List<String> ids(@Nullable String header) {
        var ids = new ArrayList<String>();
        if (header != null) {
            Matcher id = ID.matcher(header);
            while (id.find()) {
                ids.add(id.group(1));
            }
        }
        return ids;
    }

    private static @Nullable String bareId(@Nullable String header) {
        return header == null || header.isBlank() || header.strip().length() > 500 ? null : header.strip();
    }

    private static @Nullable Instant date(@Nullable String header) {
        if (header == null) {
            return null;
        }
        String clean = BROKEN_ZONE
                .matcher(header.replaceAll("\\s+", " ").strip())
                .replaceAll(" ")
                .strip();
        for (String pattern : List.of(
                "[EEE, ]d MMM yyyy H:mm[:ss] Z", "[EEE, ]d MMM yyyy H:mm[:ss] z", "[EEE, ]d MMM yy H:mm[:ss] Z")) {
            try {
                return OffsetDateTime.parse(clean, DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH))
                        .toInstant();
            } catch (DateTimeException another) {
                continue;
            }
        }
        return null;
    }

    private static Map<String, List<String>> headers(Entity mail) {
        var headers = new LinkedHashMap<String, List<String>>();
        mail.headers.forEach((name, values) ->
                headers.put(name, values.stream().map(raw -> text(raw, 10_000)).toList()));
        return headers;
    }

    private static String text(@Nullable String raw, int longest) {
        String decoded = raw == null ? "" : readable(EncodedWords.decode(raw));
        return decoded.length() > longest ? decoded.substring(0, longest) : decoded;
    }

    /** PostgreSQL keeps no NUL, and half of a pair of surrogates is no character. */
    private static String readable(String text) {
        return text.replace("\u0000", "")
                .replaceAll("[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]", "\ufffd");
    }

    /** What is read and what comes with it, found by walking the parts in their order. */
    private static final class Content {
        private @Nullable String plain;
        private @Nullable String html;
        private final List<Part> parts = new ArrayList<>();
        private final StringBuilder more = new StringBuilder();
        private int unnamed;

        void take(Entity entity) {
            if (entity.isMultipart()) {
                if (entity.type().equals("multipart/alternative") && plain == null && html == null) {
                    alternative(entity);
                } else {
                    entity.children.forEach(this::take);
                }
            } else {
                leaf(entity);
            }
        }

        /** The same said in several ways: the plain one and the HTML are both kept, whatever else is there comes along. */
        private void alternative(Entity entity) {
            saidAgain(entity);
            if (plain != null && html != null) {
                parts.add(new Part(HTML_NAME, "text/html", html.getBytes(StandardCharsets.UTF_8), null, false));
            }
        }

        /** Also deeper: HTML stands beside its images in a part of its own. */
        private void saidAgain(Entity entity) {
            for (Entity child : entity.children) {
                if (child.isMultipart()) {
                    saidAgain(child);
                } else if (isBody(child, "text/plain") && plain == null) {
                    plain = child.text();
                } else if (isBody(child, "text/html") && html == null) {
                    html = child.text();
                } else {
                    leaf(child);
                }
            }
        }

        private static boolean isBody(Entity part, String type) {
            return part.type().equals(type)
                    && part.fileName() == null
                    && !part.disposition().value().equals("attachment");
        }

        private void leaf(Entity part) {
            if (plain == null && html == null && isBody(part, "text/plain")) {
                plain = part.text();
            } else if (plain == null && html == null && isBody(part, "text/html")) {
                html = part.text();
            } else {
                if (isBody(part, "text/plain") && more.length() < LONGEST_TEXT) {
                    more.append("\n\n").append(part.text().strip());
                }
                attach(part);
            }
        }

        private void attach(Entity part) {
            if (part.content.length == 0 && part.fileName() == null) {
                return;
            }
            String name = part.fileName();
            if (name == null) {
                unnamed++;
                name = "file-" + unnamed;
            }
            boolean inline =
                    part.contentId() != null && !part.disposition().value().equals("attachment");
            parts.add(new Part(safe(name), part.type(), part.content, part.contentId(), inline));
        }

        /** A name is a name and no path. */
        private static String safe(String name) {
            String bare = readable(name).replaceAll("[\\p{Cntrl}/\\\\]+", "_").strip();
            return bare.isEmpty() ? "file" : bare.length() > 200 ? bare.substring(bare.length() - 200) : bare;
        }

        String text() {
            String said = plain == null ? "" : plain.strip();
            if (said.isEmpty() && html != null) {
                said = HtmlText.plain(html);
            }
            String whole = readable(said + more).strip();
            return whole.length() > LONGEST_TEXT ? whole.substring(0, LONGEST_TEXT) : whole;
        }
    }
}
