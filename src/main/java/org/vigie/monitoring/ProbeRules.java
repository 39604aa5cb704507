package org.vigie.monitoring;

import java.util.Locale;
import org.vigie.probe.InvalidProbe;
import org.vigie.shared.Words;

/** The rules of the probe's room, which speaks to programmers, as words for readers. */
final class ProbeRules {
    private ProbeRules() {}

    /** "must be like 200 or 2xx: 2y" is refusal.probe.must-be-like-200-or-2xx of "2y". */
    static Words of(InvalidProbe invalid) {
        String rule = invalid.rule().replaceFirst("^(must be from 0 to 1 for) ", "$1: ");
        int colon = rule.indexOf(": ");
        return colon < 0 ? Words.of(code(rule)) : Words.of(code(rule.substring(0, colon)), rule.substring(colon + 2));
    }

    static String code(String rule) {
        String slug =
                rule.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return "refusal.probe." + slug;
    }
}
