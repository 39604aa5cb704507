package org.vigie.probe;

import java.text.MessageFormat;
import java.text.NumberFormat;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/** Turns the code of a finding into a sentence from {@code messages/probe_<language>.properties}. */
final class FindingWords {
    private static final ResourceBundle.Control EXACT =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private FindingWords() {}

    static String say(Finding finding, Locale language) {
        Locale spoken = language.getLanguage().equals("fr") ? Locale.FRENCH : Locale.ENGLISH;
        String pattern;
        try {
            pattern = ResourceBundle.getBundle("messages/probe", spoken, EXACT).getString(finding.code());
        } catch (MissingResourceException unknownCode) {
            // A relay may be newer than the server that reads it: show what there is.
            return finding.code() + " " + String.join(", ", finding.args());
        }
        var format = new MessageFormat(pattern, spoken);
        var formats = format.getFormatsByArgumentIndex();
        var args = new Object[finding.args().size()];
        for (int i = 0; i < args.length; i++) {
            String arg = finding.args().get(i);
            args[i] = i < formats.length && formats[i] instanceof NumberFormat ? number(arg) : arg;
        }
        return format.format(args);
    }

    private static Object number(String arg) {
        try {
            return Double.valueOf(arg);
        } catch (NumberFormatException notANumber) {
            return Double.NaN;
        }
    }
}
