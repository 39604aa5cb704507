package org.vigie.probe;

import org.jspecify.annotations.Nullable;

/** Where a number that should stay low becomes a warning and then critical; null means never. */
public record Levels(@Nullable Double warning, @Nullable Double critical) {
    public Levels {
        InvalidProbe.unless(warning == null || warning >= 0, "levels.warning", "probe.rule.negative");
        InvalidProbe.unless(critical == null || critical >= 0, "levels.critical", "probe.rule.negative");
        InvalidProbe.unless(
                warning == null || critical == null || warning <= critical,
                "levels.warning",
                "probe.rule.above",
                "levels.critical");
    }

    public static Levels none() {
        return new Levels(null, null);
    }

    public static Levels of(double warning, double critical) {
        return new Levels(warning, critical);
    }

    Outcome judge(double value) {
        if (critical != null && value >= critical) {
            return Outcome.CRITICAL;
        }
        return warning != null && value >= warning ? Outcome.WARNING : Outcome.OK;
    }

    /** The level that was passed, for the sentence. */
    double passed(double value) {
        if (critical != null && value >= critical) {
            return critical;
        }
        return warning == null ? Double.NaN : warning;
    }
}
