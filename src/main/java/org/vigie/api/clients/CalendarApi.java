package org.vigie.api.clients;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.vigie.calendar.BusinessCalendar;
import org.vigie.calendar.ClockTarget;
import org.vigie.calendar.RefusedQuestion;
import org.vigie.calendar.WorkingHours;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.shared.FieldError;
import org.vigie.shared.Refused;
import org.vigie.shared.Span;

/** The elementary questions of a contract: when is it due, and how much time has passed. */
@RestController
@RequestMapping("/api/v1/calendars/{key}")
@Needs(Permission.SEE_TICKETS)
class CalendarApi {
    private final WorkingHours hours;
    private final ViewerScope scopes;

    CalendarApi(WorkingHours hours, ViewerScope scopes) {
        this.hours = hours;
        this.scopes = scopes;
    }

    record Due(Instant dueAt) {}

    record Elapsed(Duration elapsed) {}

    @GetMapping("/due")
    Due due(
            Viewer viewer,
            @PathVariable String key,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam String from,
            @RequestParam String duration,
            @RequestParam(required = false) @Nullable List<String> pause) {
        BusinessCalendar calendar = scopes.of(viewer, client, () -> hours.calendar(key));
        Instant start = read("from", "refusal.instant", from, Instant::parse);
        List<Span> pauses = pauses(pause);
        if (duration.endsWith("working-days")) {
            ClockTarget days = read("duration", "refusal.duration", duration, ClockTarget::parse);
            return new Due(answered("duration", () -> days.due(calendar, start, pauses)));
        }
        Duration wanted = read("duration", "refusal.duration", duration, Duration::parse);
        return new Due(answered("duration", () -> calendar.due(start, wanted, pauses)));
    }

    @GetMapping("/elapsed")
    Elapsed elapsed(
            Viewer viewer,
            @PathVariable String key,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam String from,
            @RequestParam String to,
            @RequestParam(required = false) @Nullable List<String> pause) {
        BusinessCalendar calendar = scopes.of(viewer, client, () -> hours.calendar(key));
        Instant start = read("from", "refusal.instant", from, Instant::parse);
        Instant end = read("to", "refusal.instant", to, Instant::parse);
        List<Span> pauses = pauses(pause);
        return new Elapsed(answered("to", () -> calendar.elapsed(start, end, pauses)));
    }

    private static List<Span> pauses(@Nullable List<String> written) {
        return written == null
                ? List.of()
                : written.stream()
                        .map(one -> read("pause", "refusal.pause", one, CalendarApi::span))
                        .toList();
    }

    private static Span span(String written) {
        int slash = written.indexOf('/');
        if (slash < 0) {
            throw new DateTimeParseException("no end", written, written.length());
        }
        return new Span(Instant.parse(written.substring(0, slash)), Instant.parse(written.substring(slash + 1)));
    }

    private static <T> T read(String field, String code, String written, Function<String, T> reader) {
        try {
            return reader.apply(written);
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw Refused.field(field, code, written);
        }
    }

    private static <T> T answered(String field, java.util.function.Supplier<T> question) {
        try {
            return question.get();
        } catch (RefusedQuestion refused) {
            // An instant far from today is named where it was given; who gave it does not matter to the calendar.
            String name =
                    refused.rule() == RefusedQuestion.Rule.OUT_OF_RANGE && field.equals("duration") ? "from" : field;
            throw Refused.fields(List.of(new FieldError(name, null, refused.words())));
        }
    }
}
