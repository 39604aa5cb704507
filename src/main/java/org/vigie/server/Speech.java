package org.vigie.server;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/** What the command line says, in French or English as the terminal's environment asks. */
record Speech(Locale locale, ResourceBundle bundle) {

    static Speech of(Map<String, String> environment) {
        Locale locale = language(environment).startsWith("fr") ? Locale.FRENCH : Locale.ENGLISH;
        return new Speech(
                locale,
                ResourceBundle.getBundle(
                        "messages.server",
                        locale,
                        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)));
    }

    /** The order in which POSIX looks: the first of the three that is not empty. */
    private static String language(Map<String, String> environment) {
        for (String name : new String[] {"LC_ALL", "LC_MESSAGES", "LANG"}) {
            String value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }

    String say(String code, Object... args) {
        return new MessageFormat(bundle.getString(code), locale).format(args);
    }
}
