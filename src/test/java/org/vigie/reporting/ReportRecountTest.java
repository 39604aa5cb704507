package org.vigie.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vigie.reporting.Office.terms;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigie.contracts.Contract;
import org.vigie.contracts.Contract.Method;
import org.vigie.contracts.Contract.UnknownCountsAs;
import org.vigie.contracts.Milestone;
import org.vigie.monitoring.CheckState;
import org.vigie.reporting.Office.Desk;
import org.vigie.reporting.Office.Window;
import org.vigie.reporting.ServiceReport.Service;
import org.vigie.reporting.ServiceReport.Verdict;

/** Each figure of a report against a recount that knows nothing of spans: it asks every minute what it was. */
class ReportRecountTest {
    static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    static Office office;

    @BeforeAll
    static void open() {
        office = new Office();
    }

    @AfterAll
    static void close() {
        office.close();
    }

    private static Instant at(ZoneId zone, String local) {
        return java.time.LocalDateTime.parse(local).atZone(zone).toInstant();
    }

    private static Service only(ServiceReport report) {
        assertThat(report.services()).hasSize(1);
        return report.services().getFirst();
    }

    private static long minutes(Figure figure) {
        return figure.value().longValueExact() / 60;
    }

    /** One server under one service, good since the year before. */
    private static Desk shop(ZoneId zone, String month) {
        var desk = office.desk(zone)
                .estate(List.of("web"), Map.of("shop", List.of("web")), "or")
                .checks("web-1");
        desk.state("web-1", CheckState.OK, at(zone, "2024-01-01T01:00"));
        office.clock.set(YearMonth.parse(month)
                .plusMonths(1)
                .atDay(5)
                .atStartOfDay(zone)
                .toInstant()
                .toString());
        return desk;
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Paris, 2026-10, 44700", // an hour more
        "Europe/Paris, 2026-03, 44580", // an hour less
        "Europe/Paris, 2028-02, 41760", // leap
        "Europe/Paris, 2026-02, 40320",
        "Pacific/Noumea, 2026-03, 44640", // has no summer time
        "Atlantic/Azores, 2026-10, 44700"
    })
    void countsTheMonthInTheZoneOfTheClient(ZoneId zone, String month, long minutes) {
        var desk = shop(zone, month);
        var first = YearMonth.parse(month).atDay(1).atStartOfDay(zone).toInstant();
        var next =
                YearMonth.parse(month).plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
        desk.state("web-1", CheckState.CRITICAL, first.minusSeconds(600));
        desk.state("web-1", CheckState.OK, first.plusSeconds(300));
        desk.state("web-1", CheckState.CRITICAL, next.minusSeconds(120));
        desk.state("web-1", CheckState.OK, next.plusSeconds(6000));
        var report = desk.report(YearMonth.parse(month));
        assertThat(report.over()).isTrue();
        assertThat(Duration.between(report.from(), report.end()).toMinutes()).isEqualTo(minutes);
        assertThat(minutes(only(report).down()))
                .as("5 minutes at its start, 2 at its end")
                .isEqualTo(7);
        assertThat(only(report).gross().value())
                .isEqualByComparingTo(BigDecimal.valueOf((minutes - 7) * 100)
                        .divide(BigDecimal.valueOf(minutes), 3, RoundingMode.HALF_UP));
        var before = desk.report(YearMonth.parse(month).minusMonths(1));
        assertThat(minutes(only(before).down()))
                .as("10 minutes at the end of the one before")
                .isEqualTo(10);
    }

    @Test
    void countsAnIncidentInTheMonthInWhichItOpenedThere() {
        var desk = shop(PARIS, "2026-11");
        // 23:30 UTC of 31 October is half past midnight of 1 November in Paris.
        desk.ticket("incident", 1, Instant.parse("2026-10-31T23:30:00Z"), null);
        desk.ticket("incident", 1, Instant.parse("2026-10-31T22:59:59Z"), Instant.parse("2026-10-31T23:00:00Z"));
        desk.ticket("incident", 2, Instant.parse("2026-11-30T22:59:59Z"), Instant.parse("2026-11-30T23:00:00Z"));
        desk.ticket("incident", 2, Instant.parse("2026-11-30T23:00:00Z"), null);
        assertThat(incidents(desk, "2026-11")).containsExactly("P1 1 1", "P2 1 1", "P3 0 0", "P4 0 0", "null 2 2");
        assertThat(incidents(desk, "2026-10")).containsExactly("P1 1 1", "P2 0 0", "P3 0 0", "P4 0 0", "null 1 1");
    }

    private static List<String> incidents(Desk desk, String month) {
        return desk.report(YearMonth.parse(month)).incidents().stream()
                .map(line -> line.priority() + " " + line.opened().value() + " "
                        + line.stillOpen().value())
                .toList();
    }

    @Test
    void countsAPromiseInTheMonthInWhichItFellDue() {
        var desk = shop(PARIS, "2026-11");
        var started = Instant.parse("2026-10-30T12:00:00Z");
        var due = Instant.parse("2026-10-31T23:00:00Z");
        long late = desk.ticket("incident", 1, started, Instant.parse("2026-12-03T10:00:00Z"));
        desk.clock(late, Milestone.RESTORE, "missed", started, due);
        long early = desk.ticket("incident", 1, started, started);
        desk.clock(early, Milestone.RESTORE, "kept", started, due.minusSeconds(1));
        var november = promise(desk, "2026-11");
        assertThat(november.missed().value()).isEqualByComparingTo("1");
        assertThat(november.kept().of()).isEqualTo(1);
        var october = promise(desk, "2026-10");
        assertThat(october.kept().kept()).isEqualTo(1);
        assertThat(october.missed().value()).isEqualByComparingTo("0");
    }

    private static ServiceReport.Promise promise(Desk desk, String month) {
        return desk.report(YearMonth.parse(month)).promises().stream()
                .filter(line -> line.milestone() == Milestone.RESTORE && line.priority() == null)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void countsWhatWasSaidOfTheResolutionsOfTheMonth() {
        var desk = shop(PARIS, "2026-11");
        var another = shop(PARIS, "2026-11");
        Instant first = Instant.parse("2026-10-31T23:00:00Z");
        Instant next = Instant.parse("2026-11-30T23:00:00Z");
        desk.resolution(first.minusSeconds(1), null, 5);
        desk.resolution(next, null, 1);
        desk.resolution(first, null, 1, 5);
        // Said in December of something resolved in November.
        desk.resolution(next.minusSeconds(1), null, 2);
        desk.resolution(first.plusSeconds(1), null);
        desk.resolution(first.plusSeconds(2), "automatic");
        desk.resolution(first.plusSeconds(3), "not-asked-for");
        another.resolution(first, null, 3);
        YearMonth november = YearMonth.parse("2026-11");
        var said = desk.report(november).satisfaction();
        assertThat(List.of(said.asked(), said.answered(), said.content()))
                .extracting(figure -> figure.kept() + "/" + figure.of())
                .containsExactly("3/4", "2/3", "1/2");
        assertThat(said.unhappy().value()).isEqualByComparingTo("1");
        assertThat(said.content().value()).as("too few for a rate").isNull();
        assertThat(desk.evidence(november, said.content()).rows())
                .extracting(row -> ((Evidence.Opinion) row).score())
                .containsExactly(5, 2);
        assertThat(desk.evidence(november, said.asked()).rows()).hasSize(4);
        assertThat(desk.evidence(november, said.unhappy()).rows()).hasSize(1);
    }

    @Test
    void aRateOfOpinionsIsGivenFromTwentyOn() {
        var desk = shop(PARIS, "2026-11");
        Instant day = Instant.parse("2026-11-10T10:00:00Z");
        for (int i = 0; i < 19; i++) {
            desk.resolution(day.plusSeconds(i), null, 4 - i % 2);
        }
        YearMonth november = YearMonth.parse("2026-11");
        assertThat(desk.report(november).satisfaction().content().value()).isNull();
        desk.resolution(day.plusSeconds(19), null, 3);
        var content = desk.report(november).satisfaction().content();
        assertThat(content.kept() + "/" + content.of() + " " + content.value()).isEqualTo("10/20 50.0");
    }

    @Test
    void saysMissedAndShowsWhyWhenAHairIsMissing() {
        var desk = shop(PARIS, "2026-11");
        desk.contract(LocalDate.parse("2026-01-01"), null, terms("99.5", Method.A, UnknownCountsAs.UNMEASURED));
        var down = at(PARIS, "2026-11-10T10:00");
        desk.state("web-1", CheckState.CRITICAL, down);
        // 0.5 % of 30 days are 12 960 s.
        desk.state("web-1", CheckState.OK, down.plusSeconds(12_961));
        var service = only(desk.report(YearMonth.parse("2026-11")));
        assertThat(service.verdict()).isEqualTo(Verdict.MISSED);
        assertThat(service.contractual().value()).isEqualTo("99.49996");
    }

    @Test
    void countsTheDaysOfTheContractOnly() {
        var desk = shop(PARIS, "2026-11");
        desk.contract(LocalDate.parse("2026-11-16"), null, terms("99.5", Method.A, UnknownCountsAs.UNMEASURED));
        desk.state("web-1", CheckState.CRITICAL, at(PARIS, "2026-11-15T23:00"));
        desk.state("web-1", CheckState.OK, at(PARIS, "2026-11-16T01:00"));
        var service = only(desk.report(YearMonth.parse("2026-11")));
        assertThat(minutes(service.down())).isEqualTo(120);
        // 15 days of contract, of which one hour.
        assertThat(service.contractual().value())
                .isEqualByComparingTo(
                        BigDecimal.valueOf(35_900_000, 3).divide(BigDecimal.valueOf(360), 3, RoundingMode.HALF_UP));
        assertThat(service.gross().value()).isEqualTo("99.722");
    }

    @Test
    void hasNoContractualFigureWithoutAContractAndNothingInAnEmptyMonth() {
        var desk = office.desk(PARIS);
        office.clock.set("2026-12-05T00:00:00Z");
        var report = desk.report(YearMonth.parse("2026-11"));
        assertThat(report.contract()).isNull();
        assertThat(report.services()).isEmpty();
        assertThat(Desk.figures(report)).allSatisfy(figure -> {
            assertThat(figure.value() == null || figure.value().signum() == 0).isTrue();
            assertThat(desk.evidence(YearMonth.parse("2026-11"), figure).rows()).isEmpty();
        });
        var shop = shop(PARIS, "2026-11");
        assertThat(only(shop.report(YearMonth.parse("2026-11"))).contractual()).isNull();
        assertThat(only(shop.report(YearMonth.parse("2026-11"))).verdict()).isNull();
    }

    @Test
    void excusesAgreedMaintenanceOnly() {
        var desk = shop(PARIS, "2026-11");
        desk.contract(LocalDate.parse("2026-01-01"), null, terms("99.9", Method.B, UnknownCountsAs.UNMEASURED));
        desk.window(List.of(
                new Window("agreed", "web", LocalDate.parse("2026-11-10"), LocalTime.parse("22:00"), 240, true),
                new Window("our-own", "web", LocalDate.parse("2026-11-12"), LocalTime.parse("22:00"), 240, false)));
        for (String day : new String[] {"10", "12"}) {
            desk.state("web-1", CheckState.CRITICAL, at(PARIS, "2026-11-" + day + "T22:30"));
            desk.state("web-1", CheckState.OK, at(PARIS, "2026-11-" + day + "T23:30"));
        }
        var service = only(desk.report(YearMonth.parse("2026-11")));
        assertThat(minutes(service.down())).isEqualTo(120);
        assertThat(minutes(service.maintenance())).isEqualTo(240);
        // (43200 - 240 - 60) / (43200 - 240)
        assertThat(service.contractual().value()).isEqualTo("99.860");
    }

    @Test
    void takesWhatWasThereBeforeAServiceWasAddedAsUnmeasuredAndLeavesOutWhatWasRetired() {
        var desk = office.desk(PARIS).estate(List.of("web"), Map.of("shop", List.of("web")), "or");
        office.clock.set("2026-11-15T23:00:00Z");
        desk.checks("web-1");
        desk.state("web-1", CheckState.OK, Instant.parse("2026-11-15T23:00:00Z"));
        office.clock.set("2026-12-05T00:00:00Z");
        var service = only(desk.report(YearMonth.parse("2026-11")));
        assertThat(minutes(service.unmeasured())).isEqualTo(15 * 1440);
        assertThat(service.gross().value()).isEqualTo("100.000");
        desk.services(Map.of(), "or");
        assertThat(desk.report(YearMonth.parse("2026-11")).services()).isEmpty();
    }

    // --- random histories ---

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void agreesWithARecountOfARandomHistory(long seed) {
        var history = new History(new Random(seed));
        var report = history.desk.report(history.month);
        assertThat(report.services()).hasSize(history.services.size());
        for (Service service : report.services()) {
            history.recount(service);
        }
        history.recountTickets(report);
        Desk.figures(report).forEach(figure -> {
            var evidence = history.desk.evidence(history.month, figure);
            assertThat(evidence.figure()).isEqualTo(figure);
            if (figure.of() != null) {
                assertThat(evidence.rows())
                        .as(evidence.key())
                        .hasSize(figure.of().intValue());
            } else if (figure.unit().equals("count")) {
                assertThat(evidence.rows())
                        .as(evidence.key())
                        .hasSize(figure.value().intValue());
            }
        });
    }

    /** A month of a client as somebody else lived it, kept twice: in the database and in plain lists. */
    private static final class History {
        private static final List<String> ZONES = List.of("Europe/Paris", "Pacific/Noumea", "America/Martinique");
        private static final List<String> MONTHS = List.of("2026-03", "2026-10", "2028-02", "2026-11");

        final Random random;
        final ZoneId zone;
        final YearMonth month;
        final Instant from;
        final int length;
        final Desk desk;
        final boolean inOffice;
        final Map<String, List<String>> services = new LinkedHashMap<>();
        final Map<String, TreeMap<Integer, CheckState>> states = new LinkedHashMap<>();
        final List<Window> windows = new ArrayList<>();
        Contract.@Nullable Availability terms;
        int contractFrom;
        int contractTo;
        final List<Object[]> tickets = new ArrayList<>();
        final List<Object[]> clocks = new ArrayList<>();
        final BitSet openMinutes = new BitSet();
        final Map<String, BitSet> agreedMinutes = new LinkedHashMap<>();

        History(Random random) {
            this.random = random;
            zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
            month = YearMonth.parse(MONTHS.get(random.nextInt(MONTHS.size())));
            from = month.atDay(1).atStartOfDay(zone).toInstant();
            var end = month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
            length = (int) Duration.between(from, end).toMinutes();
            inOffice = random.nextBoolean();
            var assets = List.of("a", "b", "c");
            services.put("one", List.of("a"));
            services.put("two", List.of("a", "b"));
            services.put("three", List.of("c"));
            desk = office.desk(zone).estate(assets, services, inOffice ? "bureau" : "or");
            office.house.inTransaction(desk.tenant, this::live);
            office.clock.set(end.plusSeconds(86_400).toString());
            for (int minute = 0; minute < length; minute++) {
                openMinutes.set(minute, isOpen(minute));
                for (String asset : assets) {
                    agreedMinutes.computeIfAbsent(asset, any -> new BitSet()).set(minute, isAgreed(asset, minute));
                }
            }
        }

        private void live() {
            var assets = List.of("a", "b", "c");
            // "c" has no check in half of the histories: a service that nobody watches.
            var keys = random.nextBoolean() ? List.of("a-1", "a-2", "b-1", "c-1") : List.of("a-1", "a-2", "b-1");
            office.clock.set(minute(-3000 + random.nextInt(6000)).toString());
            desk.checks(keys.toArray(String[]::new));
            int declared = (int) Duration.between(from, office.clock.instant()).toMinutes();
            for (String key : keys) {
                var own = new TreeMap<Integer, CheckState>();
                own.put(declared, CheckState.PENDING);
                for (int at = declared + 1 + random.nextInt(30);
                        at < length + 500;
                        at += 1 + random.nextInt(random.nextBoolean() ? 90 : 6000)) {
                    var state = random.nextInt(3) == 0
                            ? CheckState.values()[random.nextInt(CheckState.values().length)]
                            : CheckState.OK;
                    own.put(at, state);
                    desk.state(key, state, minute(at));
                }
                states.put(key, own);
            }
            for (int i = random.nextInt(6); i > 0; i--) {
                windows.add(new Window(
                        "window-" + i,
                        assets.get(random.nextInt(3)),
                        month.atDay(1 + random.nextInt(month.lengthOfMonth() - 1)),
                        LocalTime.of(random.nextInt(24), random.nextInt(60)),
                        1 + random.nextInt(1400),
                        random.nextInt(3) > 0));
            }
            desk.window(windows);
            int which = random.nextInt(4);
            LocalDate begins = which == 1
                    ? month.atDay(2 + random.nextInt(20))
                    : month.atDay(1).minusYears(1);
            LocalDate ends = which == 2 ? month.atDay(2 + random.nextInt(20)) : null;
            terms = which == 3
                    ? null
                    : terms("99.5", Method.values()[random.nextInt(2)], UnknownCountsAs.values()[random.nextInt(3)]);
            if (terms != null) {
                desk.contract(begins, ends, terms);
            }
            contractFrom = minuteOf(begins);
            contractTo = ends == null ? length : minuteOf(ends.plusDays(1));
            tickets();
        }

        private void tickets() {
            for (int i = 0; i < 60; i++) {
                String kind = List.of("incident", "request", "problem").get(random.nextInt(3));
                int priority = 1 + random.nextInt(4);
                int opened = random.nextInt(length + 4000) - 2000;
                Integer resolved = random.nextInt(3) == 0 ? null : opened + random.nextInt(5000);
                long number = desk.ticket(kind, priority, minute(opened), resolved == null ? null : minute(resolved));
                tickets.add(new Object[] {kind, priority, opened, resolved});
                for (Milestone milestone : Milestone.values()) {
                    String verdict = List.of("kept", "missed", "not-measurable", "running", "paused")
                            .get(random.nextInt(5));
                    Integer due = verdict.equals("paused") || verdict.equals("not-measurable")
                            ? null
                            : opened + random.nextInt(3000);
                    desk.clock(number, milestone, verdict, minute(opened), due == null ? null : minute(due));
                    clocks.add(new Object[] {kind, priority, milestone, verdict, opened, due});
                }
            }
        }

        private Instant minute(int minute) {
            return from.plus(Duration.ofMinutes(minute));
        }

        private int minuteOf(LocalDate day) {
            return (int)
                    Duration.between(from, day.atStartOfDay(zone).toInstant()).toMinutes();
        }

        private boolean isOpen(int minute) {
            if (!inOffice) {
                return true;
            }
            var local = minute(minute).atZone(zone);
            var time = local.toLocalTime();
            boolean weekday = local.getDayOfWeek() != DayOfWeek.SATURDAY && local.getDayOfWeek() != DayOfWeek.SUNDAY;
            return weekday
                    && (!time.isBefore(LocalTime.of(8, 30)) && time.isBefore(LocalTime.of(12, 30))
                            || !time.isBefore(LocalTime.of(13, 30)) && time.isBefore(LocalTime.of(18, 0)));
        }

        private boolean isAgreed(String asset, int minute) {
            return windows.stream().anyMatch(window -> {
                if (!window.asset().equals(asset) || !window.agreed()) {
                    return false;
                }
                var begin = window.day().atTime(window.start()).atZone(zone).toInstant();
                var now = minute(minute);
                return !now.isBefore(begin) && now.isBefore(begin.plus(Duration.ofMinutes(window.minutes())));
            });
        }

        /** Every minute of the month in plain words, then the formulas of the contract with the hand. */
        void recount(Service service) {
            var keys = states.keySet().stream()
                    .filter(key -> services.get(service.key()).contains(key.substring(0, 1)))
                    .toList();
            long down = 0;
            long dark = 0;
            long excusedTime = 0;
            long open = 0;
            long measured = 0;
            long t = 0;
            long m = 0;
            long u = 0;
            long uOutside = 0;
            long i = 0;
            var downMinutes = new BitSet();
            var darkMinutes = new BitSet();
            for (int minute = 0; minute < length; minute++) {
                if (!openMinutes.get(minute)) {
                    continue;
                }
                boolean critical = false;
                boolean blind = keys.isEmpty();
                boolean seen = false;
                boolean agreed = false;
                boolean unexcused = false;
                for (String key : keys) {
                    boolean own = agreedMinutes.get(key.substring(0, 1)).get(minute);
                    agreed |= own;
                    var entry = states.get(key).floorEntry(minute);
                    if (entry == null) {
                        continue;
                    }
                    seen = true;
                    critical |= entry.getValue() == CheckState.CRITICAL;
                    unexcused |= entry.getValue() == CheckState.CRITICAL && !own;
                    blind |= entry.getValue() == CheckState.UNKNOWN || entry.getValue() == CheckState.PENDING;
                }
                boolean unmeasured = !critical && (blind || !seen);
                boolean excused = agreed && !unexcused;
                open++;
                down += critical ? 1 : 0;
                dark += unmeasured ? 1 : 0;
                excusedTime += excused ? 1 : 0;
                downMinutes.set(minute, critical);
                darkMinutes.set(minute, unmeasured);
                if (minute >= contractFrom && minute < contractTo) {
                    t++;
                    measured += unmeasured ? 0 : 1;
                    m += excused ? 1 : 0;
                    u += unmeasured ? 1 : 0;
                    uOutside += unmeasured && !excused ? 1 : 0;
                    i += critical && !excused ? 1 : 0;
                }
            }
            assertThat(minutes(service.down())).as("down of %s", service.key()).isEqualTo(down);
            assertThat(minutes(service.unmeasured()))
                    .as("unmeasured of %s", service.key())
                    .isEqualTo(dark);
            assertThat(minutes(service.maintenance()))
                    .as("maintenance of %s", service.key())
                    .isEqualTo(excusedTime);
            same(service.gross().value(), open - dark - down, open - dark);
            if (terms == null) {
                assertThat(service.contractual()).isNull();
            } else {
                long whole = terms.method() == Method.A ? t : t - m;
                long lost = i;
                switch (terms.unknownCountsAs()) {
                    case UNMEASURED -> whole -= terms.method() == Method.A ? u : uOutside;
                    case UP -> {}
                    case DOWN -> lost += uOutside;
                }
                if (measured == 0 || whole == 0) {
                    assertThat(service.contractual().value()).isNull();
                    assertThat(service.verdict()).isEqualTo(Verdict.NOT_MEASURABLE);
                } else {
                    same(service.contractual().value(), whole - lost, whole);
                    assertThat(service.verdict())
                            .isEqualTo((whole - lost) * 1000 >= whole * 995 ? Verdict.KEPT : Verdict.MISSED);
                }
            }
            rows(service, downMinutes, darkMinutes);
        }

        /** The rows of the evidence, laid over the month, are the minutes that were counted. */
        private void rows(Service service, BitSet down, BitSet dark) {
            var shownDown = new BitSet();
            var shownDark = new BitSet();
            desk.evidence(month, service.down()).rows().forEach(row -> {
                var outage = (Evidence.Outage) row;
                lay(shownDown, outage.from(), outage.to());
            });
            desk.evidence(month, service.unmeasured()).rows().forEach(row -> {
                var gap = (Evidence.Unmeasured) row;
                lay(shownDark, gap.from(), gap.to());
            });
            shownDark.andNot(shownDown);
            assertThat(shownDown).as("outages of %s", service.key()).isEqualTo(down);
            assertThat(shownDark).as("gaps of %s", service.key()).isEqualTo(dark);
            var agreed = new BitSet();
            desk.evidence(month, service.maintenance()).rows().forEach(row -> {
                var window = (Evidence.Maintenance) row;
                lay(agreed, window.from(), window.to());
                assertThat(windows)
                        .filteredOn(Window::agreed)
                        .extracting(Window::key)
                        .contains(window.window());
            });
            assertThat((long) agreed.cardinality()).isGreaterThanOrEqualTo(minutes(service.maintenance()));
        }

        private void lay(BitSet minutes, Instant begin, Instant end) {
            for (long minute = Duration.between(from, begin).toMinutes();
                    minute < Duration.between(from, end).toMinutes();
                    minute++) {
                if (minute >= 0 && minute < length && openMinutes.get((int) minute)) {
                    minutes.set((int) minute);
                }
            }
        }

        private static void same(@Nullable BigDecimal shown, long good, long whole) {
            if (whole == 0) {
                assertThat(shown).isNull();
                return;
            }
            var exact = new BigDecimal(good * 100).divide(new BigDecimal(whole), 12, RoundingMode.HALF_UP);
            assertThat(shown.subtract(exact).abs())
                    .as("%s for %s of %s", shown, good, whole)
                    .isLessThanOrEqualTo(new BigDecimal("0.0005"));
            assertThat(shown.compareTo(BigDecimal.valueOf(100)) == 0).isEqualTo(good == whole);
        }

        void recountTickets(ServiceReport report) {
            for (var line : report.incidents()) {
                long opened = 0;
                long stillOpen = 0;
                for (Object[] ticket : tickets) {
                    int open = (int) ticket[2];
                    Integer resolved = (Integer) ticket[3];
                    if (ticket[0].equals("incident")
                            && (line.priority() == null || line.priority().ordinal() + 1 == (int) ticket[1])) {
                        opened += open >= 0 && open < length ? 1 : 0;
                        stillOpen += open < length && (resolved == null || resolved >= length) ? 1 : 0;
                    }
                }
                assertThat(line.opened().value().longValue())
                        .as("opened %s", line.priority())
                        .isEqualTo(opened);
                assertThat(line.stillOpen().value().longValue())
                        .as("open %s", line.priority())
                        .isEqualTo(stillOpen);
            }
            for (var line : report.promises()) {
                var counted = new TreeMap<String, Long>();
                for (Object[] clock : clocks) {
                    Integer due = (Integer) clock[5];
                    int started = (int) clock[4];
                    // A month that is over has no clock that stands still: it belongs to the one that runs.
                    boolean mine = due != null
                            ? due >= 0 && due < length
                            : clock[3].equals("not-measurable") && started >= 0 && started < length;
                    if (mine
                            && clock[0].equals(line.kind())
                            && clock[2] == line.milestone()
                            && (line.priority() == null || line.priority().ordinal() + 1 == (int) clock[1])) {
                        counted.merge((String) clock[3], 1L, Long::sum);
                    }
                }
                long kept = counted.getOrDefault("kept", 0L);
                long missed = counted.getOrDefault("missed", 0L);
                String about = line.kind() + " " + line.milestone() + " " + line.priority();
                assertThat(line.kept().kept()).as(about).isEqualTo(kept);
                assertThat(line.kept().of()).as(about).isEqualTo(kept + missed);
                assertThat(line.missed().value().longValue()).as(about).isEqualTo(missed);
                assertThat(line.notMeasurable().value().longValue())
                        .as(about)
                        .isEqualTo(counted.getOrDefault("not-measurable", 0L));
                assertThat(line.running().value().longValue()).as(about).isEqualTo(counted.getOrDefault("running", 0L));
            }
        }
    }
}
