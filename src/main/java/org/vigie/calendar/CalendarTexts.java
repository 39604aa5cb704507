package org.vigie.calendar;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/** The sentences of this room. A language that is not French reads English, whatever the machine's own language is. */
final class CalendarTexts {

    private static final Control EXACT = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

    private CalendarTexts() {}

    static String text(Locale locale, String key, List<String> arguments) {
        return new MessageFormat(
                        ResourceBundle.getBundle("messages.calendar", spoken(locale), EXACT)
                                .getString(key),
                        spoken(locale))
                .format(arguments.toArray());
    }

    /** Why a day is closed: our own words where we have some, else the library's, whose root bundle is English. */
    static String closedDay(Locale locale, String key) {
        var ours = ResourceBundle.getBundle("messages.calendar", spoken(locale), EXACT);
        if (ours.containsKey("calendar.closed." + key)) {
            return ours.getString("calendar.closed." + key);
        }
        var language = spoken(locale).equals(Locale.FRENCH) ? Locale.FRENCH : Locale.ROOT;
        var names = ResourceBundle.getBundle("descriptions.holiday_descriptions", language, EXACT);
        var full = "holiday.description." + key;
        return names.containsKey(full) ? names.getString(full) : key;
    }

    private static Locale spoken(Locale locale) {
        return locale.getLanguage().equals("fr") ? Locale.FRENCH : Locale.ENGLISH;
    }
}
