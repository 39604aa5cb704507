package org.vigie.mail.message;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What somebody wrote, and what their mail program repeated below it. Answers between quoted lines are left where they stand.
 *
 * @param fresh never blank unless the whole text is
 * @param quoted empty when nothing is repeated
 */
public record QuotedText(String fresh, String quoted) {
    /** Above it one answers; our own mails carry it, in any language. */
    public static final String MARK = "##- ";

    private static final Pattern SEPARATOR = Pattern.compile(
            "\\s*[-_=]{2,}\\s*(original message|message d['’]origine|message original|message transféré|forwarded message"
                    + "|ursprüngliche nachricht|originalnachricht|mensaje original|messaggio originale"
                    + "|message initial|original appointment|rendez-vous d['’]origine)\\s*[-_=]{2,}\\s*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** "On …, … wrote:" and its like; programs break it over lines. */
    private static final Pattern WROTE = Pattern.compile(
            "\\s*(on\\b.{4,200}\\bwrote|le\\b.{4,200}\\ba écrit|am\\b.{4,200}\\bschrieb.{0,120}|el\\b.{4,200}\\bescribió"
                    + "|il\\b.{4,200}\\bha scritto|op\\b.{4,200}\\bschreef.{0,80}|.{2,120}\\b(a écrit|wrote|schrieb))\\s*[:：]\\s*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern HEADER = Pattern.compile(
            "\\s*[*_]{0,2}(from|sent|date|to|cc|subject|de|envoyé|envoye|date d['’]envoi|à|objet|von|gesendet|datum|an|betreff"
                    + "|enviado|para|asunto|da|inviato|oggetto)[*_]{0,2}\\s?[:：][*_]{0,2}\\s.*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern FROM = Pattern.compile(
            "\\s*[*_]{0,2}(from|de|von|da)[*_]{0,2}\\s?[:：].*", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern RULE = Pattern.compile("\\s*[-_]{10,}\\s*");

    private static final int LONGEST_SIGNATURE = 12;

    public static QuotedText of(String text) {
        List<String> lines = Arrays.asList(text.split("\n", -1));
        int cut = cut(lines);
        String fresh = String.join("\n", lines.subList(0, cut)).strip();
        if (fresh.isEmpty()) {
            // Forwarded, or answered below: all of it is what they send.
            return new QuotedText(text.strip(), "");
        }
        return new QuotedText(
                fresh, String.join("\n", lines.subList(cut, lines.size())).strip());
    }

    private static int cut(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (beginsRepetition(lines, i) && !isAnsweredBelow(lines, i)) {
                return aboveRule(lines, i);
            }
        }
        int quote = beginOfLastQuote(lines);
        return quote < lines.size() ? quote : beginOfSignature(lines);
    }

    private static boolean beginsRepetition(List<String> lines, int at) {
        String line = lines.get(at);
        if (line.contains(MARK) || SEPARATOR.matcher(line).matches()) {
            return true;
        }
        if (FROM.matcher(line).matches() && headersFrom(lines, at) >= 3) {
            return true;
        }
        var joined = new StringBuilder(line);
        for (int more = 0; more < 3; more++) {
            if (WROTE.matcher(joined).matches()) {
                return true;
            }
            if (at + more + 1 >= lines.size() || lines.get(at + more + 1).isBlank()) {
                return false;
            }
            joined.append(' ').append(lines.get(at + more + 1).strip());
        }
        return false;
    }

    /** How many of the next lines are headers of a mail; programs fold the long ones. */
    private static int headersFrom(List<String> lines, int at) {
        int found = 0;
        for (String line : lines.subList(at, Math.min(lines.size(), at + 8))) {
            if (HEADER.matcher(line).matches()) {
                found++;
            } else if (line.isBlank() && found >= 3) {
                break;
            }
        }
        return found;
    }

    /** Below "… wrote:" stand quoted lines and then words of their own: they answer point by point. */
    private static boolean isAnsweredBelow(List<String> lines, int at) {
        boolean quoted = false;
        int own = 0;
        for (String line : lines.subList(Math.min(lines.size(), at + 1), lines.size())) {
            if (isQuote(line)) {
                quoted = true;
            } else if (quoted && !line.isBlank() && !line.strip().equals("--")) {
                own++;
            } else if (line.strip().equals("--")) {
                break;
            }
        }
        return quoted && own > 0 && String.join("", lines.subList(0, at)).isBlank();
    }

    private static int aboveRule(List<String> lines, int at) {
        int above = at;
        while (above > 0 && lines.get(above - 1).isBlank()) {
            above--;
        }
        return above > 0 && RULE.matcher(lines.get(above - 1)).matches() ? above - 1 : at;
    }

    private static boolean isQuote(String line) {
        return line.stripLeading().startsWith(">");
    }

    /** Quoted lines at the very end. */
    private static int beginOfLastQuote(List<String> lines) {
        int begin = lines.size();
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (isQuote(lines.get(i))) {
                begin = i;
            } else if (!lines.get(i).isBlank()) {
                break;
            }
        }
        return begin;
    }

    private static int beginOfSignature(List<String> lines) {
        for (int i = lines.size() - 1; i > 0 && i >= lines.size() - 1 - LONGEST_SIGNATURE; i--) {
            if (lines.get(i).equals("-- ") || lines.get(i).equals("--")) {
                return i;
            }
        }
        return lines.size();
    }
}
