package org.vigie.servicedesk;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import org.vigie.shared.Refused;

/** Where a page of a list ended. Opaque to the one who brings it back, and checked: it comes from outside. */
record ListCursor(TicketSort sort, String key, long number) {
    private static final Pattern SHAPE = Pattern.compile("([A-Z]{1,10})\\|([0-9a-z :.+-]{1,40})\\|([0-9]{1,18})");
    private static final Pattern PRIORITY = Pattern.compile("[0-3]");
    private static final Pattern INSTANT =
            Pattern.compile("infinity|\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?[+-]\\d\\d(:\\d\\d)?");

    String written() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((sort + "|" + key + "|" + number).getBytes(StandardCharsets.UTF_8));
    }

    static ListCursor read(String written, TicketSort sort) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(written), StandardCharsets.UTF_8);
            var parts = SHAPE.matcher(text);
            if (parts.matches()
                    && parts.group(1).equals(sort.name())
                    && (sort == TicketSort.PRIORITY ? PRIORITY : INSTANT)
                            .matcher(parts.group(2))
                            .matches()) {
                return new ListCursor(sort, parts.group(2), Long.parseLong(parts.group(3)));
            }
        } catch (IllegalArgumentException notBase64) {
            throw wrong();
        }
        throw wrong();
    }

    private static Refused wrong() {
        return Refused.field("cursor", "refusal.cursor");
    }
}
