package org.vigie.servicedesk.correspondence;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;
import org.vigie.shared.MasterKey;

/**
 * The number of a ticket as subjects and addresses carry it, signed: {@code [#1001-k7f3q9xw]}. A number alone can be guessed,
 * this cannot (40 bits of HMAC with SHA-256); it still opens the ticket only to those who take part in it.
 */
@Component
public class TicketToken {
    /** Without letters that are taken for others (RFC 4648 has its own, with l and o in it). */
    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";

    private static final Pattern TOKEN = Pattern.compile("#\\s?(\\d{1,18})-([0-9a-z]{8})\\b");
    private static final Pattern PLUS = Pattern.compile("\\+(\\d{1,18})-([0-9a-z]{8})@");

    private final SecretKeySpec key;

    TicketToken(MasterKey key) {
        this.key = new SecretKeySpec(key.derive("ticket tokens in mail"), "HmacSHA256");
    }

    public String of(long number) {
        return number + "-" + signature(number);
    }

    /** Numbers that are signed truly, the first one first. */
    public List<Long> in(String text) {
        var numbers = new ArrayList<Long>();
        for (Pattern pattern : List.of(TOKEN, PLUS)) {
            Matcher found = pattern.matcher(text.toLowerCase(Locale.ROOT));
            while (found.find()) {
                long number = Long.parseLong(found.group(1));
                if (signature(number).equals(found.group(2)) && !numbers.contains(number)) {
                    numbers.add(number);
                }
            }
        }
        return numbers;
    }

    private String signature(long number) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] sum = mac.doFinal(("ticket " + number).getBytes(StandardCharsets.UTF_8));
            var text = new StringBuilder();
            long bits = 0;
            for (int i = 0; i < 5; i++) {
                bits = bits << 8 | sum[i] & 0xff;
            }
            for (int i = 7; i >= 0; i--) {
                text.append(DIGITS.charAt((int) (bits >> 5 * i & 31)));
            }
            return text.toString();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC with SHA-256", e);
        }
    }
}
