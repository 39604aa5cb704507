package org.vigie.servicedesk.time;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What somebody did. */
public enum Activity {
    ANALYSIS,
    REMOTE,
    ON_SITE,
    TRAVEL,
    ADMINISTRATION;

    public String written() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Activity> find(String written) {
        return Arrays.stream(values())
                .filter(one -> one.written().equals(written))
                .findFirst();
    }

    public static String all() {
        return Arrays.stream(values()).map(Activity::written).collect(Collectors.joining(", "));
    }
}
