package org.vigie.servicedesk.views;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vigie.servicedesk.Condition;
import org.vigie.servicedesk.TicketKind;
import org.vigie.servicedesk.TicketQuery;
import org.vigie.servicedesk.TicketState;
import org.vigie.shared.Priority;
import org.vigie.shared.Refused;
import org.vigie.shared.TenantId;

/**
 * What a line means for who reads it now: "me" is their name, "4h" counts from the instant, a date begins in their zone.
 *
 * @param client the id of a client that they may see, null for any other key
 * @param category the keys of a category and of what stands below it; none for any other key
 */
public record ViewReading(
        String me,
        Instant now,
        ZoneId zone,
        Function<String, @Nullable TenantId> client,
        Function<String, List<String>> category) {
    static final String NONE = "none";
    static final String ME = "me";
    static final String OPEN = "open";
    private static final Pattern SPAN = Pattern.compile("(\\d{1,5})(m|h|d|j)");

    public TicketQuery query(ViewText text) {
        return new TicketQuery(text.anyOf().stream()
                .map(group -> group.stream().map(this::condition).toList())
                .toList());
    }

    private Condition condition(Term term) {
        return switch (term.field().shape()) {
            case MOMENT -> moment(term);
            case WORD -> words(term);
            case NUMBER, KEY, NAME -> among(term);
        };
    }

    private Condition words(Term term) {
        return switch (term.field()) {
            case STATE ->
                Condition.ordinals(
                        Condition.Column.STATE,
                        term.values().stream()
                                .flatMap(value -> value.equals(OPEN)
                                        ? Arrays.stream(TicketState.values()).filter(TicketState::isOpen)
                                        : java.util.stream.Stream.of(read(term, TicketState.class, value)))
                                .distinct()
                                .toList(),
                        term.not());
            case KIND -> Condition.ordinals(Condition.Column.KIND, all(term, TicketKind.class), term.not());
            case PRIORITY -> Condition.ordinals(Condition.Column.PRIORITY, all(term, Priority.class), term.not());
            case LEVEL,
                    BOUNCES,
                    CLIENT,
                    TEAM,
                    ASSIGNEE,
                    SITE,
                    WAITING,
                    CATEGORY,
                    SERVICE,
                    ASSET,
                    DUE,
                    OPENED,
                    UPDATED,
                    RESOLVED -> throw new IllegalStateException(term.field() + " has no words");
        };
    }

    private static <E extends Enum<E>> List<E> all(Term term, Class<E> type) {
        return term.values().stream().map(value -> read(term, type, value)).toList();
    }

    private static <E extends Enum<E>> E read(Term term, Class<E> type, String value) {
        try {
            return Enum.valueOf(type, value.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException unknown) {
            throw Refused.field(
                    "where", "refusal.view.value", value, term.field().word());
        }
    }

    private Condition among(Term term) {
        var values = new ArrayList<String>();
        boolean none = false;
        for (String value : term.values()) {
            if (value.equals(NONE) && term.field().mayBeNone()) {
                none = true;
            } else if (term.field() == Field.CATEGORY) {
                values.addAll(categories(term, value));
            } else {
                values.add(value(term, value));
            }
        }
        return new Condition.Among(term.field().column, values, none, term.not());
    }

    /** It and what stands below it. */
    private List<String> categories(Term term, String key) {
        List<String> within = category.apply(key);
        if (within.isEmpty()) {
            throw Refused.field("where", "refusal.view.value", key, term.field().word());
        }
        return within;
    }

    private String value(Term term, String value) {
        if (term.field() == Field.CLIENT) {
            TenantId tenant = client.apply(value);
            if (tenant == null) {
                throw Refused.field(
                        "where", "refusal.view.value", value, term.field().word());
            }
            return String.valueOf(tenant.value());
        }
        if (term.field() == Field.ASSIGNEE && value.equals(ME)) {
            return me;
        }
        if (term.field().shape() == Field.Shape.NUMBER && !value.matches("\\d{1,18}")) {
            throw Refused.field(
                    "where", "refusal.view.value", value, term.field().word());
        }
        return value;
    }

    private Condition moment(Term term) {
        String value = term.values().getFirst();
        boolean less = (term.comparison() == Term.Comparison.LESS) != term.not();
        Matcher span = SPAN.matcher(value);
        if (span.matches()) {
            Duration distance = span(Long.parseLong(span.group(1)), span.group(2));
            // "Due in less than" looks forward, "opened less than … ago" looks back.
            return term.field() == Field.DUE
                    ? bounded(term.field(), less, now.plus(distance))
                    : bounded(term.field(), !less, now.minus(distance));
        }
        try {
            return bounded(
                    term.field(),
                    less,
                    LocalDate.parse(value).atStartOfDay(zone).toInstant());
        } catch (DateTimeException notADate) {
            throw Refused.field(
                    "where", "refusal.view.moment", value, term.field().word());
        }
    }

    private static Condition bounded(Field field, boolean before, Instant instant) {
        return before ? new Condition.Before(field.column, instant) : new Condition.Since(field.column, instant);
    }

    private static Duration span(long count, String unit) {
        return switch (unit) {
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }
}
