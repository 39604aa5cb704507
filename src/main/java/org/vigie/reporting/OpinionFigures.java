package org.vigie.reporting;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.vigie.reporting.ServiceReport.Satisfaction;
import org.vigie.shared.Words;

/** What those who asked said of the month's resolutions. Each figure's key is read back to find its rows: "satisfaction.asked". */
final class OpinionFigures {
    static final String PREFIX = "satisfaction.";
    private static final int CONTENT_FROM = 4;
    private static final int UNHAPPY_TO = 2;

    private OpinionFigures() {}

    static Satisfaction of(List<Evidence.Opinion> resolutions) {
        long asked = count(resolutions, OpinionFigures::asked);
        long answered = count(resolutions, OpinionFigures::answered);
        return new Satisfaction(
                share("asked", asked, resolutions.size()),
                share("answered", answered, asked),
                share("content", count(resolutions, OpinionFigures::content), answered),
                Figures.count(
                        PREFIX + "unhappy",
                        count(resolutions, OpinionFigures::unhappy),
                        "reporting.formula.satisfaction.unhappy"));
    }

    /** The rows that a figure was counted from; of n/N the N. Null for a key of something else. */
    static @Nullable List<Evidence.Opinion> rows(String key, List<Evidence.Opinion> resolutions) {
        return switch (key) {
            case PREFIX + "asked" -> resolutions;
            case PREFIX + "answered" -> of(resolutions, OpinionFigures::asked);
            case PREFIX + "content" -> of(resolutions, OpinionFigures::answered);
            case PREFIX + "unhappy" -> of(resolutions, OpinionFigures::unhappy);
            default -> null;
        };
    }

    private static Figure share(String name, long kept, long of) {
        return new Figure(
                of < Reports.ENOUGH_FOR_A_RATE ? null : Figures.share(kept, of),
                "percent",
                kept,
                of,
                Words.of("reporting.formula.satisfaction." + name, Reports.ENOUGH_FOR_A_RATE),
                "evidence/" + PREFIX + name);
    }

    private static boolean asked(Evidence.Opinion one) {
        return one.whyNot() == null;
    }

    private static boolean answered(Evidence.Opinion one) {
        return one.score() != null;
    }

    private static boolean content(Evidence.Opinion one) {
        return one.score() != null && one.score() >= CONTENT_FROM;
    }

    private static boolean unhappy(Evidence.Opinion one) {
        return one.score() != null && one.score() <= UNHAPPY_TO;
    }

    private static long count(List<Evidence.Opinion> rows, Predicate<Evidence.Opinion> which) {
        return rows.stream().filter(which).count();
    }

    private static List<Evidence.Opinion> of(List<Evidence.Opinion> rows, Predicate<Evidence.Opinion> which) {
        return rows.stream().filter(which).toList();
    }
}
