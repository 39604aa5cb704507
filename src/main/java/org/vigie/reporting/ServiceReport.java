package org.vigie.reporting;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.contracts.Contract;
import org.vigie.contracts.Milestone;
import org.vigie.shared.Priority;

/**
 * The service report of one client and one month. Amounts of time are in seconds, rates in per cent; a figure without a
 * value is not measurable.
 *
 * @param zone the days of the month are those of this zone
 * @param from the month is [from, end)
 * @param counted where counting ended: {@code end}, or the moment of the report while the month runs
 * @param contract key of the contract in force, null without one
 * @param availability what the contract says about it, null when it says nothing
 */
public record ServiceReport(
        String client,
        String clientName,
        YearMonth month,
        ZoneId zone,
        Instant from,
        Instant end,
        Instant counted,
        boolean over,
        @Nullable String contract,
        Contract.@Nullable Availability availability,
        List<Service> services,
        List<Incidents> incidents,
        List<Promise> promises,
        Satisfaction satisfaction) {

    /** Whether a promise was kept; a third value beside yes and no. */
    public enum Verdict {
        KEPT,
        MISSED,
        NOT_MEASURABLE
    }

    /**
     * A business service.
     *
     * @param calendar key of the calendar whose hours were counted, null for every hour of every day
     * @param contractual null when the contract says nothing about availability
     * @param verdict whether the contractual figure reaches the target, null without one
     */
    public record Service(
            String key,
            String name,
            @Nullable String serviceLevel,
            @Nullable String calendar,
            Figure gross,
            @Nullable Figure contractual,
            @Nullable BigDecimal target,
            @Nullable Verdict verdict,
            Figure down,
            Figure unmeasured,
            Figure maintenance) {}

    /**
     * Incidents of a priority.
     *
     * @param priority null for all of them
     * @param opened in the month
     * @param stillOpen not resolved at the end of the count, whenever they were opened
     */
    public record Incidents(@Nullable Priority priority, Figure opened, Figure stillOpen) {}

    /**
     * The promised times of one milestone that fell due in the month.
     *
     * @param kind "incident" or "request"
     * @param priority null for all of them
     * @param kept n/N of those that were decided, and the rate from {@link Reports#ENOUGH_FOR_A_RATE} on
     * @param running not decided yet
     */
    public record Promise(
            String kind,
            Milestone milestone,
            @Nullable Priority priority,
            Figure kept,
            Figure missed,
            Figure notMeasurable,
            Figure running) {}

    /**
     * What those who asked said of the month's resolutions of incidents and requests; the last answer of each, whenever it came.
     *
     * @param asked of all resolutions
     * @param answered of those that were asked
     * @param content 4 or 5, of those that answered
     * @param unhappy 1 or 2
     */
    public record Satisfaction(Figure asked, Figure answered, Figure content, Figure unhappy) {}
}
