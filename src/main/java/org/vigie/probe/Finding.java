package org.vigie.probe;

import java.util.List;
import java.util.Locale;

/**
 * What a probe found, as a code and its arguments, so that it can be stored and read in any language.
 *
 * <p>Numbers are plain digits with a point, dates are ISO 8601, durations carry the unit that the sentence names.
 */
public record Finding(String code, List<String> args) {
    public Finding {
        if (code.isBlank()) {
            throw InvalidProbe.because("finding.code", "probe.rule.empty");
        }
        args = List.copyOf(args);
    }

    static Finding of(String code, Object... args) {
        return new Finding(
                code, java.util.Arrays.stream(args).map(String::valueOf).toList());
    }

    /** This finding as one plain sentence, without a full stop. */
    public String in(Locale language) {
        return FindingWords.say(this, language);
    }
}
