package org.vigie.mail.message;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/**
 * HTML of a mail: cleaned to what a text needs, and as plain text. Nothing is loaded from elsewhere when somebody reads it: images are only those that came
 * with the mail.
 */
final class HtmlText {
    private static final Safelist KEPT = new Safelist()
            .addTags(
                    "a",
                    "b",
                    "blockquote",
                    "br",
                    "caption",
                    "center",
                    "cite",
                    "code",
                    "col",
                    "colgroup",
                    "dd",
                    "del",
                    "div",
                    "dl",
                    "dt",
                    "em",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "hr",
                    "i",
                    "img",
                    "ins",
                    "li",
                    "ol",
                    "p",
                    "pre",
                    "q",
                    "s",
                    "small",
                    "span",
                    "strike",
                    "strong",
                    "sub",
                    "sup",
                    "table",
                    "tbody",
                    "td",
                    "tfoot",
                    "th",
                    "thead",
                    "tr",
                    "u",
                    "ul")
            .addAttributes("a", "href", "title")
            .addAttributes("img", "src", "alt", "title", "width", "height")
            .addAttributes("td", "colspan", "rowspan")
            .addAttributes("th", "colspan", "rowspan", "scope")
            .addAttributes("ol", "start", "type")
            .addProtocols("a", "href", "http", "https", "mailto", "tel")
            .addProtocols("img", "src", "cid")
            .addEnforcedAttribute("a", "rel", "noopener noreferrer nofollow");

    private HtmlText() {}

    static String cleaned(String html) {
        Document clean = new Cleaner(KEPT).clean(Jsoup.parse(html));
        clean.outputSettings().prettyPrint(false);
        // An image of elsewhere has lost its source and would be an empty frame.
        clean.select("img:not([src])").remove();
        clean.select("a:not([href])").unwrap();
        return clean.body().html().strip();
    }

    static String plain(String html) {
        Document document = Jsoup.parse(html);
        document.select("head, script, style, title, template").remove();
        var text = new Lines();
        NodeTraversor.traverse(text, document.body());
        return text.written();
    }

    private static final class Lines implements NodeVisitor {
        private final StringBuilder written = new StringBuilder();
        private int quotes;
        private boolean lineBegins = true;

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode text) {
                boolean asIs = text.parent() instanceof Element parent && parent.closest("pre") != null;
                write(asIs ? text.getWholeText() : text.text(), asIs);
            } else if (node instanceof Element element) {
                switch (element.normalName()) {
                    case "br" -> newLine();
                    case "blockquote" -> {
                        freshLine();
                        quotes++;
                    }
                    case "li" -> {
                        freshLine();
                        write("- ", true);
                    }
                    case "td", "th" -> write(lineBegins ? "" : " ", true);
                    case "hr" -> {
                        freshLine();
                        write("________________________________", true);
                        newLine();
                    }
                    default -> {
                        if (element.isBlock()) {
                            freshLine();
                        }
                    }
                }
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (!(node instanceof Element element)) {
                return;
            }
            switch (element.normalName()) {
                case "blockquote" -> {
                    freshLine();
                    quotes--;
                }
                case "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "pre" -> {
                    freshLine();
                    newLine();
                }
                case "a" -> link(element);
                default -> {
                    if (element.isBlock()) {
                        freshLine();
                    }
                }
            }
        }

        private void link(Element element) {
            String href = element.attr("href");
            if (href.startsWith("http")
                    && !element.text().contains(href)
                    && !element.text().isBlank()) {
                write(" <" + href + ">", true);
            }
        }

        private void write(String text, boolean asIs) {
            String said = asIs || !lineBegins ? text : text.stripLeading();
            if (said.isEmpty()) {
                return;
            }
            if (lineBegins && quotes > 0) {
                written.append("> ".repeat(Math.min(quotes, 8)));
            }
            written.append(said);
            lineBegins = said.endsWith("\n");
        }

        private void freshLine() {
            if (!lineBegins) {
                newLine();
            }
        }

        private void newLine() {
            if (lineBegins && quotes > 0) {
                written.append(">");
            }
            written.append('\n');
            lineBegins = true;
        }

        String written() {
            return written.toString()
                    .replace('\u00a0', ' ')
                    .replaceAll("[ \\t]+\\n", "\n")
                    .replaceAll("\\n{3,}", "\n\n")
                    .strip();
        }
    }
}
