package org.vigie.monitoring;

import java.time.Duration;

/** What a declaration left to the usual of its type. */
record CheckTerms(Duration retry, String symptom, boolean counts) {
    private static final Duration USUAL_RETRY = Duration.ofSeconds(15);

    static CheckTerms of(CheckDeclaration wanted) {
        Duration retry = wanted.retry();
        if (retry == null) {
            Duration third = Duration.ofMillis(wanted.interval().toMillis() / 3);
            retry = third.compareTo(USUAL_RETRY) < 0 ? third : USUAL_RETRY;
            if (retry.compareTo(Duration.ofSeconds(1)) < 0) {
                retry = Duration.ofSeconds(1);
            }
        }
        return new CheckTerms(
                retry,
                wanted.symptom() != null ? wanted.symptom() : usualSymptom(wanted),
                wanted.countsForAvailability() != null
                        ? wanted.countsForAvailability()
                        : switch (wanted.type()) {
                            case "http", "tcp", "icmp", "dns" -> true;
                            default -> false;
                        });
    }

    /** A class of trouble: two checks that see the same trouble of an asset feed one alert. */
    private static String usualSymptom(CheckDeclaration wanted) {
        return switch (wanted.type()) {
            case "icmp" -> "unreachable";
            case "tls" -> "certificate";
            case "tcp" -> "tcp-" + wanted.settings().get("port");
            case "host" -> String.valueOf(wanted.settings().get("what"));
            default -> wanted.type();
        };
    }
}
