package org.vigie.console.audit;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigie.audit.AuditEntry;
import org.vigie.organization.Client;
import org.vigie.page.Texts;

/** An entry of the trail in a reader's words. */
public record AuditRow(AuditEntry entry, @Nullable Client client) {
    private static final String SENTENCE = "audit.verb.";
    private static final String DETAIL = "audit.detail.";

    /** Long, and of use to a machine only; the page says it once, above. */
    private static final Set<String> LEFT_OUT = Set.of("head");

    /** What was done, as a sentence without its subject: "invited the account lea". */
    public String sentence(Texts texts) {
        String key = SENTENCE + entry.verb();
        String said = texts.t(key, object(), entry.subject());
        return said.equals(key) ? texts.t("audit.verb.other", entry.verb(), entry.subject()) : said;
    }

    /** Without the word that says what kind of thing it is, nor of which client: the row says both. */
    private String object() {
        int space = entry.subject().indexOf(' ');
        String object = space < 0 ? entry.subject() : entry.subject().substring(space + 1);
        return object.replaceFirst(" of client \\S+$", "");
    }

    public List<String> details(Texts texts) {
        return entry.details().entrySet().stream()
                .filter(detail -> !LEFT_OUT.contains(detail.getKey()))
                .map(detail -> said(texts, detail))
                .toList();
    }

    private static String said(Texts texts, Map.Entry<String, String> detail) {
        String key = DETAIL + detail.getKey();
        String said = texts.t(key, detail.getValue());
        return said.equals(key) ? detail.getKey() + ": " + detail.getValue() : said;
    }

    /** The page of the thing, where it has one. */
    public @Nullable String path() {
        String kind = entry.subject().split(" ", 2)[0];
        return switch (kind) {
            case "client" -> "/clients/" + object();
            case "account", "token" -> "/accounts";
            case "ticket" -> "/tickets/" + object();
            default -> null;
        };
    }
}
