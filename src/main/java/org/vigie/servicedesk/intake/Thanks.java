package org.vigie.servicedesk.intake;

import java.util.regex.Pattern;

/** Whether all that somebody says is thank you: then what was solved stays solved. */
final class Thanks {
    private static final int LONGEST = 160;

    private static final Pattern THANKS = Pattern.compile(
            "(?su)^\\W*((bonjour|bonsoir|hello|hi|parfait|super|génial|nickel|top|great|perfect|ok|d['’]accord|bien reçu)\\b[\\s\\p{P}]*.{0,30}?)?"
                    + "\\b(merci|thanks|thank you|thx)\\b.*",
            Pattern.CASE_INSENSITIVE);

    /** A question, or a word that turns it round, is more than thanks. */
    private static final Pattern BUT = Pattern.compile(
            "(?su).*(\\?|\\bmerci d(e|['’])\\s?(?!votre|vos|ton|ta|tes|l['’]|tout|cette|ce\\b)|\\b(mais|par contre|toujours|encore|ne|n['’]|pas|pouvez|pourriez|merci d['’e]|but|however|still|not|again|could|can|please)\\b).*",
            Pattern.CASE_INSENSITIVE);

    private Thanks() {}

    static boolean isAll(String text) {
        String one = text.strip();
        return one.length() <= LONGEST
                && THANKS.matcher(one).matches()
                && !BUT.matcher(one).matches();
    }
}
