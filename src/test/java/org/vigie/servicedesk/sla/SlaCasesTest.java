package org.vigie.servicedesk.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.vigie.calendar.ClockTarget;
import org.vigie.calendar.RefusedQuestion;
import org.vigie.calendar.WallTime;
import org.vigie.contracts.Milestone;
import org.vigie.servicedesk.sla.SlaCases.Case;
import org.vigie.shared.Actor;
import org.vigie.shared.Span;
import org.vigie.shared.Words;
import tools.jackson.databind.JsonNode;

/** The cases of GLPI, Zammad, iTop, OTOBO and of several engines at once: those to pass, and how we choose elsewhere. */
class SlaCasesTest {

    private static final Actor CAMILLE = Actor.person(1, "Camille");

    @TestFactory
    Stream<DynamicTest> passesEveryHardCase() {
        return SlaCases.all().stream()
                .filter(Case::isHard)
                .filter(one -> excluded(one) == null)
                .map(one -> DynamicTest.dynamicTest(one.toString(), () -> check(one)));
    }

    /** A case that no longer runs must be missed: the visible part of the data holds this many that do. */
    @Test
    void countsWhatItPassesAndWhatItLeavesOut() {
        var counts = new TreeMap<String, Integer>();
        var choices = new ArrayList<String>();
        for (var one : SlaCases.all()) {
            var reason = excluded(one);
            if (reason != null) {
                counts.merge((one.isHard() ? "hard, left out: " : "documented, left out: ") + reason, 1, Integer::sum);
            } else if (one.isHard()) {
                counts.merge("hard, asserted (" + one.file() + ")", 1, Integer::sum);
                counts.merge("hard, asserted", 1, Integer::sum);
            } else {
                var differs = difference(one);
                counts.merge(differs == null ? "documented, we agree" : "documented, we differ", 1, Integer::sum);
                if (differs != null) {
                    choices.add(one + " -> " + differs.lines().skip(1).toList());
                }
            }
        }
        System.out.println("SLA cases: " + counts + "\nWe differ: " + choices);
        assertThat(counts.get("hard, asserted")).isGreaterThanOrEqualTo(187);
        assertThat(counts.get("documented, we agree")).isGreaterThanOrEqualTo(25);
    }

    /** Other engines count backwards, swap the ends or answer nothing; all of that hides a mistake. */
    @Test
    void refusesWhatWouldCountBackwards() {
        int refused = 0;
        for (var one : SlaCases.all()) {
            int value = one.json().path("target").path("value").asInt(1);
            if (value <= 0) {
                assertThatThrownBy(() -> one.calendar().due(instant(one, "start"), Duration.ofSeconds(value)))
                        .isInstanceOf(RefusedQuestion.class);
                refused++;
            }
        }
        assertThat(refused).isGreaterThanOrEqualTo(3);
    }

    /** Why a case asserts nothing here, or null. */
    private static @Nullable String excluded(Case one) {
        if (one.kind().equals("policy")) {
            return "a statement without figures";
        }
        var target = one.json().path("target");
        if (target.path("end_of_working_day").asBoolean(false)) {
            return "end of working day: an option of GLPI that we do not have";
        }
        if (target.path("value").asInt(1) <= 0) {
            return "a deadline before its start, which we refuse";
        }
        if (one.kind().equals("elapsed") && instant(one, "to").isBefore(instant(one, "from"))) {
            return "an end before the start, which we refuse";
        }
        return null;
    }

    private static @Nullable String difference(Case one) {
        try {
            check(one);
            return null;
        } catch (AssertionError | RuntimeException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static void check(Case one) {
        var json = one.json();
        switch (one.kind()) {
            case "deadline", "deadline_with_pauses" -> checkDeadline(one);
            case "elapsed" -> checkElapsed(one);
            case "is_open_day" ->
                assertThat(one.calendar().isOpenOn(LocalDate.parse(json.get("at").asString())))
                        .isEqualTo(json.get("expected").get("open").asBoolean());
            case "is_open_at" ->
                assertThat(one.calendar().isOpenAt(instant(one, "at")))
                        .isEqualTo(json.get("expected").get("open").asBoolean());
            case "is_holiday" ->
                assertThat(one.calendar().definition().holidays().closes(LocalDate.parse(json.get("at").asString()))
                                != null)
                        .isEqualTo(json.get("expected").get("holiday").asBoolean());
            case "local_time_resolution" -> checkWallTime(json);
            case "escalation_sequence" -> checkEscalation(one);
            default -> throw new AssertionError("No check for a case of kind " + one.kind());
        }
    }

    private static void checkDeadline(Case one) {
        var calendar = one.calendar();
        var start = instant(one, "start");
        var target = target(one.json().get("target"));
        var pauses = pauses(one);
        var expected = instant(one, one.json().get("expected").get("due").asString());
        assertThat(target.due(calendar, start, pauses)).isEqualTo(expected);
        checkClock(one, target, pauses, expected);
        checkEscalationOffset(one, expected);
    }

    /** The same by a clock whose pauses are over. */
    private static void checkClock(Case one, ClockTarget target, List<Span> pauses, Instant due) {
        var start = instant(one, "start");
        var log = new ArrayList<ClockEvent>();
        log.add(new ClockEvent.Started(start, new ClockTerms(target, 1, Words.of("case"), null)));
        for (var pause : pauses) {
            log.add(new ClockEvent.Paused(pause.from(), "pending", CAMILLE));
            log.add(new ClockEvent.Resumed(pause.to(), CAMILLE));
        }
        var clock = new SlaClock(Milestone.RESOLVE, log, Set.of("pending"), version -> one.calendar());
        var reading = clock.readAt(due);
        assertThat(reading.dueAt()).isEqualTo(due);
        assertThat(reading.remaining()).isEqualTo(Duration.ZERO);
        var fires = clock.nextDue(due).orElseThrow().firesAt();
        assertThat(clock.readAt(fires).state()).isEqualTo(ClockReading.State.BREACHED);
    }

    private static void checkElapsed(Case one) {
        var from = instant(one, "from");
        var to = instant(one, "to");
        var elapsed = one.calendar().elapsed(from, to, pauses(one));
        var expected = one.json().get("expected");
        if (expected.has("business_minutes")) {
            assertThat(elapsed.toMinutes()).isEqualTo(expected.get("business_minutes").asLong());
        } else {
            assertThat(elapsed).isEqualTo(Duration.ofSeconds(expected.get("business_seconds").asLong()));
        }
    }

    private static void checkWallTime(JsonNode json) {
        var zone = ZoneId.of(json.get("tz").asString());
        var expected = wall(json.get("expected").get("resolves_to").asString());
        assertThat(WallTime.instantOf(wall(json.get("local").asString()), zone))
                .isEqualTo(expected.atZone(zone).toInstant());
    }

    /** GLPI's levels before and after a deadline lie in open time too. */
    private static void checkEscalationOffset(Case one, Instant due) {
        var escalation = one.json().get("expected").path("escalation");
        if (escalation.isMissingNode() || !escalation.get("offset_mode").asString().equals("business_seconds")) {
            return;
        }
        var at = instant(one, escalation.get("at").asString());
        var offset = Duration.ofSeconds(escalation.get("offset_seconds").asLong());
        if (offset.isNegative()) {
            assertThat(one.calendar().elapsed(at, due)).isEqualTo(offset.negated());
        } else {
            assertThat(one.calendar().due(due, offset)).isEqualTo(at);
        }
    }

    private static void checkEscalation(Case one) {
        var start = instant(one, "start");
        var target = target(one.json().get("target")).openTime(one.calendar(), start);
        for (var observed : one.json().get("observe")) {
            int priority = one.json().get("observe").get(0).get("priority").asInt();
            for (var level : one.json().get("levels")) {
                var fires = one.calendar()
                        .due(start, target.plusSeconds(level.get("offset_seconds").asLong()));
                if (!fires.isAfter(instant(one, observed.get("at").asString()))
                        && level.get("if").asString().equals("priority=" + priority)) {
                    priority = Integer.parseInt(level.get("set").asString().substring("priority=".length()));
                }
            }
            assertThat(priority).isEqualTo(observed.get("priority").asInt());
        }
    }

    private static ClockTarget target(JsonNode target) {
        int value = target.get("value").asInt();
        return switch (target.get("unit").asString()) {
            case "second" -> new ClockTarget.OpenTime(Duration.ofSeconds(value));
            case "minute" -> new ClockTarget.OpenTime(Duration.ofMinutes(value));
            case "hour" -> new ClockTarget.OpenTime(Duration.ofHours(value));
            case "day" -> new ClockTarget.OpenTime(Duration.ofDays(value));
            case "working_day" -> new ClockTarget.WorkingDays(value);
            default -> throw new AssertionError("No unit " + target);
        };
    }

    /** GLPI never pauses its time to own, which for us is a service level that allows no reason. */
    private static List<Span> pauses(Case one) {
        var pauses = new ArrayList<Span>();
        boolean neverPaused =
                one.file().startsWith("glpi") && one.json().path("metric").asString("").equals("TTO");
        if (!neverPaused) {
            one.json().path("pauses").forEach(pause -> pauses.add(new Span(
                    instant(one, pause.get("from").asString()),
                    instant(one, pause.get("to").asString()))));
        }
        return pauses;
    }

    private static Instant instant(Case one, String fieldOrText) {
        var text = one.json().has(fieldOrText) ? one.json().get(fieldOrText).asString() : fieldOrText;
        if (text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")) {
            return OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
        }
        return WallTime.instantOf(wall(text), one.calendar().zone());
    }

    private static LocalDateTime wall(String text) {
        var parts = text.split("[ T]");
        return parts[1].startsWith("24:00")
                ? LocalDate.parse(parts[0]).plusDays(1).atStartOfDay()
                : LocalDateTime.parse(parts[0] + "T" + parts[1]);
    }
}
