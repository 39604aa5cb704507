package org.vigie.servicedesk.satisfaction;

import java.time.Instant;

/** @param score from 1, very bad, to 5, very good */
public record Opinion(int score, String comment, Instant at) {
    public static final int LOWEST = 1;
    public static final int HIGHEST = 5;
    private static final int BAD = 2;

    public boolean isBad() {
        return score <= BAD;
    }
}
