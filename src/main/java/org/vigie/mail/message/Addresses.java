package org.vigie.mail.message;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The addresses of a header, by what can be made out of it; a header that names nobody gives none. */
final class Addresses {
    private static final Pattern IN_BRACKETS = Pattern.compile("<\\s*([^<>]*?)\\s*>");
    private static final Pattern BARE = Pattern.compile("[^\\s<>,;:\"()\\[\\]]+@[^\\s<>,;:\"()\\[\\]]+");
    private static final int MOST = 500;

    private Addresses() {}

    /** @param raw one character for each byte */
    static List<Address> of(String raw) {
        var found = new ArrayList<Address>();
        for (String one : split(raw)) {
            if (found.size() < MOST) {
                add(one.strip(), found);
            }
        }
        return found;
    }

    private static void add(String one, List<Address> found) {
        if (one.isEmpty()) {
            return;
        }
        Matcher bracket = IN_BRACKETS.matcher(one);
        if (bracket.find()) {
            String email = bracket.group(1).replaceFirst("(?i)^mailto:", "");
            String name = name(one.substring(0, bracket.start()));
            if (!email.isEmpty() || !name.isEmpty()) {
                found.add(new Address(name, EncodedWords.decode(email)));
            }
            return;
        }
        Matcher bare = BARE.matcher(one);
        if (bare.find()) {
            String comment = one.replaceFirst("^[^(]*\\(?", "").replaceFirst("\\)[^)]*$", "");
            found.add(new Address(one.contains("(") ? name(comment) : "", bare.group()));
        } else {
            String name = name(one);
            if (!name.isEmpty()) {
                found.add(new Address(name, ""));
            }
        }
    }

    private static String name(String raw) {
        String name = raw.strip();
        if (name.startsWith("\"")) {
            // Also one that is never closed.
            name = name.substring(1).replaceFirst("\"$", "");
        }
        String decoded = EncodedWords.decode(name.replaceAll("\\\\(.)", "$1"));
        boolean quoted = decoded.length() > 1 && decoded.startsWith("\"") && decoded.endsWith("\"");
        return quoted ? decoded.substring(1, decoded.length() - 1) : decoded;
    }

    /** At commas and semicolons outside of quotes, brackets and comments; the name of a group falls away. */
    private static List<String> split(String raw) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        boolean quoted = false;
        int comment = 0;
        boolean bracket = false;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '\\' && i + 1 < raw.length()) {
                part.append(c).append(raw.charAt(++i));
                continue;
            }
            int end = raw.startsWith("=?", i) ? endOfWord(raw, i) : -1;
            if (end > 0) {
                // A comma within an encoded word is no end of anything.
                part.append(raw, i, end);
                i = end - 1;
                continue;
            }
            if (c == '"' && comment == 0) {
                quoted = !quoted;
            } else if (!quoted && c == '(') {
                comment++;
            } else if (!quoted && c == ')' && comment > 0) {
                comment--;
            } else if (!quoted && c == '<') {
                bracket = true;
            } else if (!quoted && c == '>') {
                bracket = false;
            }
            boolean outside = !quoted && comment == 0 && !bracket;
            if (outside && (c == ',' || c == ';')) {
                parts.add(part.toString());
                part.setLength(0);
            } else if (outside && c == ':' && part.indexOf("@") < 0) {
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    private static int endOfWord(String raw, int start) {
        int encoding = raw.indexOf('?', start + 2);
        int content = encoding < 0 ? -1 : raw.indexOf('?', encoding + 1);
        int end = content < 0 ? -1 : raw.indexOf("?=", content + 1);
        return end < 0 || end - start > 300 ? -1 : end + 2;
    }
}
