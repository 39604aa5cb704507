package org.vigie.console.forms;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.springframework.stereotype.Component;
import org.vigie.calendar.BusinessCalendar;
import org.vigie.calendar.CalendarDefinition;
import org.vigie.calendar.ClockTarget;
import org.vigie.calendar.InvalidCalendar;
import org.vigie.calendar.RefusedQuestion;
import org.vigie.calendar.WallTime;
import org.vigie.declaration.Document;
import org.vigie.declaration.Drafts;
import org.vigie.declaration.Kind;
import org.vigie.maintenance.Occurrence;
import org.vigie.maintenance.Windows;
import org.vigie.monitoring.Checks;
import org.vigie.monitoring.Trial;
import org.vigie.page.Texts;
import org.vigie.shared.Refused;
import org.vigie.shared.Words;

/** What an object would do, before it is kept: the next closed days of a calendar, a window's nights, a probe's answer. */
@Component
class Looks {
    private static final int CLOSED_DAYS = 8;
    private static final int OCCURRENCES = 5;

    private final Windows windows;
    private final Checks checks;
    private final InstantSource clock;

    Looks(Windows windows, Checks checks, InstantSource clock) {
        this.windows = windows;
        this.checks = checks;
        this.clock = clock;
    }

    static boolean isThereOne(Kind kind) {
        return switch (kind.section()) {
            case "calendars", "windows", "checks" -> true;
            default -> false;
        };
    }

    /** @param ask whether a probe may be sent */
    Look at(Kind kind, Map<String, Object> object, Document document, Typed typed, boolean ask, Texts texts) {
        try {
            return switch (kind.section()) {
                case "calendars" -> calendar(object, typed, texts);
                case "windows" -> window(object, document, texts);
                case "checks" -> ask ? trial(object, document) : Look.nothing("checks", null);
                default -> Look.nothing("", null);
            };
        } catch (Refused refused) {
            return Look.nothing(
                    kind.section(),
                    refused.errors().isEmpty()
                            ? refused.rule()
                            : refused.errors().getFirst().rule());
        }
    }

    private Look calendar(Map<String, Object> object, Typed typed, Texts texts) {
        BusinessCalendar calendar = BusinessCalendar.of(definition(object));
        Instant now = clock.instant();
        var closed = calendar.closedDays(now, now.plus(Duration.ofDays(400)));
        String from = typed.one("ask.from").isEmpty()
                ? LocalDateTime.ofInstant(now, calendar.zone())
                        .truncatedTo(ChronoUnit.MINUTES)
                        .toString()
                : typed.one("ask.from");
        String amount = typed.one("ask.amount").isEmpty() ? "4" : typed.one("ask.amount");
        String unit = typed.one("ask.amount.unit").isEmpty() ? "h" : typed.one("ask.amount.unit");
        Words problem = null;
        String due = null;
        try {
            Instant start = WallTime.instantOf(LocalDateTime.parse(from), calendar.zone());
            var target = ClockTarget.parse(amount + (unit.equals("working-days") ? " " : "") + unit);
            due = spoken(target.due(calendar, start, List.of()), calendar.zone(), texts);
        } catch (DateTimeParseException noMoment) {
            problem = Words.of("refusal.declaration.not-moment", from);
        } catch (InvalidCalendar wrong) {
            problem = Words.of("refusal.declaration.not-target", amount);
        } catch (RefusedQuestion refused) {
            problem = refused.words();
        }
        return new Look(
                "calendars",
                closed.stream().limit(CLOSED_DAYS).toList(),
                calendar.isOpenAt(now),
                new Look.Ask(from, amount, unit),
                due,
                List.of(),
                calendar.zone().getId(),
                null,
                problem);
    }

    private static CalendarDefinition definition(Map<String, Object> object) {
        var withKey = new java.util.LinkedHashMap<>(object);
        withKey.putIfAbsent("key", "draft");
        return Drafts.calendar(withKey).definition();
    }

    /** In the zone of the site, which is where people wonder whether the machine will be there. */
    private Look window(Map<String, Object> object, Document document, Texts texts) {
        var withKey = new java.util.LinkedHashMap<>(object);
        withKey.putIfAbsent("key", "draft");
        var draft = Drafts.window(withKey);
        ZoneId zone = draft.assets().stream()
                .flatMap(key -> document.find(kind("assets"), key).stream())
                .flatMap(asset -> document.find(kind("sites"), String.valueOf(asset.get("site"))).stream())
                .map(site -> ZoneId.of(String.valueOf(site.get("timezone"))))
                .findFirst()
                .orElse(draft.timezone());
        var occurrences = new ArrayList<String>();
        windows.foreseen(draft, OCCURRENCES)
                .forEach(one -> occurrences.add(spoken(one.from(), zone, texts) + " → " + end(one, zone, texts)));
        return new Look(
                "windows", List.of(), null, new Look.Ask("", "", ""), null, occurrences, zone.getId(), null, null);
    }

    private Look trial(Map<String, Object> object, Document document) {
        var withKey = new java.util.LinkedHashMap<>(object);
        withKey.putIfAbsent("key", "draft");
        var draft = Drafts.check(withKey);
        Object address = document.find(kind("assets"), draft.asset())
                .orElseThrow(() -> Refused.field("asset", "refusal.required"))
                .get("address");
        try {
            Trial trial = checks.attempt(draft, address == null ? null : address.toString())
                    .join();
            return new Look("checks", List.of(), null, new Look.Ask("", "", ""), null, List.of(), "", trial, null);
        } catch (CompletionException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static Kind kind(String section) {
        return Kind.of(section).orElseThrow();
    }

    private static String end(Occurrence one, ZoneId zone, Texts texts) {
        boolean sameDay = one.from()
                .atZone(zone)
                .toLocalDate()
                .equals(one.to().atZone(zone).toLocalDate());
        return sameDay
                ? DateTimeFormatter.ofPattern("HH:mm").withZone(zone).format(one.to())
                : spoken(one.to(), zone, texts);
    }

    private static String spoken(Instant instant, ZoneId zone, Texts texts) {
        return DateTimeFormatter.ofPattern("EEE " + texts.t("pattern.moment"), texts.locale())
                .withZone(zone)
                .format(instant);
    }
}
