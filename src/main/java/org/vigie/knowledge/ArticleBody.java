package org.vigie.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a body says, part by part: the signs of Markdown that people write without thinking (a line of #, -, 1., three
 * accents, **, one accent, an address). Everything else is text and stays text; whoever shows it escapes it.
 */
public final class ArticleBody {
    private static final Pattern HEADING = Pattern.compile("(#{1,3}) +(.*)");
    private static final Pattern BULLET = Pattern.compile("\\s{0,3}[-*•] +(.*)");
    private static final Pattern NUMBER = Pattern.compile("\\s{0,3}\\d{1,3}[.)] +(.*)");
    private static final Pattern INLINE = Pattern.compile(
            "\\*\\*(?<strong>[^*\\n]+)\\*\\*|`(?<code>[^`\\n]+)`|(?<link>https?://[^\\s<>\"'()«»]*[^\\s<>\"'()«».,;:!?])");

    private ArticleBody() {}

    public enum Form {
        HEADING,
        PARAGRAPH,
        BULLETS,
        NUMBERS,
        CODE
    }

    public enum Look {
        PLAIN,
        STRONG,
        CODE,
        LINK
    }

    public record Part(String text, Look look) {}

    /** @param lines one for each item of a list; a paragraph's lines follow each other */
    public record Block(Form form, List<List<Part>> lines) {
        public Block {
            lines = List.copyOf(lines);
        }
    }

    public static List<Block> blocks(String body) {
        var blocks = new ArrayList<Block>();
        var lines = new ArrayList<List<Part>>();
        @Nullable Form open = null;
        for (String line : body.lines().toList()) {
            boolean fence = line.strip().startsWith("```");
            if (open == Form.CODE && !fence) {
                lines.add(List.of(new Part(line, Look.PLAIN)));
                continue;
            }
            Form form = fence ? (open == Form.CODE ? null : Form.CODE) : form(line);
            if (form != open || form == Form.HEADING) {
                close(blocks, open, lines);
                open = form;
            }
            if (form != null && form != Form.CODE) {
                lines.add(parts(text(form, line)));
            }
        }
        close(blocks, open, lines);
        return blocks;
    }

    private static void close(List<Block> blocks, @Nullable Form form, List<List<Part>> lines) {
        if (form != null && !lines.isEmpty()) {
            blocks.add(new Block(form, lines));
        }
        lines.clear();
    }

    private static @Nullable Form form(String line) {
        if (line.isBlank()) {
            return null;
        }
        if (HEADING.matcher(line).matches()) {
            return Form.HEADING;
        }
        if (BULLET.matcher(line).matches()) {
            return Form.BULLETS;
        }
        return NUMBER.matcher(line).matches() ? Form.NUMBERS : Form.PARAGRAPH;
    }

    private static String text(Form form, String line) {
        return switch (form) {
            case HEADING -> last(HEADING, line);
            case BULLETS -> last(BULLET, line);
            case NUMBERS -> last(NUMBER, line);
            case PARAGRAPH, CODE -> line.strip();
        };
    }

    private static String last(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        return matcher.matches() ? matcher.group(matcher.groupCount()).strip() : line;
    }

    private static List<Part> parts(String line) {
        var parts = new ArrayList<Part>();
        Matcher found = INLINE.matcher(line);
        int from = 0;
        while (found.find()) {
            if (found.start() > from) {
                parts.add(new Part(line.substring(from, found.start()), Look.PLAIN));
            }
            if (found.group("strong") != null) {
                parts.add(new Part(found.group("strong"), Look.STRONG));
            } else if (found.group("code") != null) {
                parts.add(new Part(found.group("code"), Look.CODE));
            } else {
                parts.add(new Part(found.group(), Look.LINK));
            }
            from = found.end();
        }
        if (from < line.length()) {
            parts.add(new Part(line.substring(from), Look.PLAIN));
        }
        return parts;
    }
}
