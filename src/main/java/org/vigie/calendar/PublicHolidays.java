package org.vigie.calendar;

import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.time.Year;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.vigie.calendar.InvalidCalendar.Rule;

/**
 * The public holidays of one country or region, computed by the Jollyday library and kept by year. Three things are
 * ours, because a deadline follows the law and not usage or a forecast of the moon:
 *
 * <ul>
 *   <li>the French overseas territories are found under FR with their letters or number (FR-MQ, FR-972), as people
 *       write them, although ISO 3166 gives them codes of their own;
 *   <li>Whit Monday was never taken off the list of holidays: the law 2004-626 made it, from 2005, a possible day of
 *       solidarity work (Code du travail, L222-1, now L3133-1), and the library drops it from 2004 to 2007;
 *   <li>in Mayotte the one holiday beside the national ones is 27 April (Code du travail, L3422-2); the date of
 *       Idi-el-Kabir, closed there by a collective agreement, is known only shortly before: a calendar declares it.
 * </ul>
 */
final class PublicHolidays {

    /** Number of a French overseas department or territory (INSEE) to its own ISO 3166 code. */
    private static final Map<String, String> OVERSEAS = Map.ofEntries(
            Map.entry("971", "gp"),
            Map.entry("972", "mq"),
            Map.entry("973", "gf"),
            Map.entry("974", "re"),
            Map.entry("975", "pm"),
            Map.entry("976", "yt"),
            Map.entry("977", "bl"),
            Map.entry("978", "mf"),
            Map.entry("984", "tf"),
            Map.entry("986", "wf"),
            Map.entry("987", "pf"),
            Map.entry("988", "nc"));

    /** Names of parts of France that the library keeps under another. */
    private static final Map<String, String> FRENCH_PARTS = Map.of("75", "75c", "6ae", "67");

    private static final String WHIT_MONDAY = "christian.WHIT_MONDAY";
    private static final String EASTER_MONDAY = "christian.EASTER_MONDAY";

    private static final Map<String, PublicHolidays> KNOWN = new ConcurrentHashMap<>();

    private final HolidayManager country;
    private final String[] region;
    private final boolean french;
    private final boolean mayotte;
    private final Map<Integer, Map<LocalDate, String>> years = new ConcurrentHashMap<>();

    private PublicHolidays(List<String> path) {
        this.country = managerOf(path.getFirst());
        this.region = path.subList(1, path.size()).toArray(String[]::new);
        this.french = path.getFirst().equals("fr") || OVERSEAS.containsValue(path.getFirst());
        this.mayotte = path.getFirst().equals("yt");
    }

    static PublicHolidays of(String code) {
        return KNOWN.computeIfAbsent(code, known -> new PublicHolidays(pathOf("holidays", known)));
    }

    /** The code in capitals, once the library is known to have its holidays. */
    static String knownCode(String field, String written) {
        pathOf(field, written);
        return written.toUpperCase(Locale.ROOT);
    }

    @Nullable String nameOf(LocalDate day) {
        return years.computeIfAbsent(day.getYear(), this::namesOf).get(day);
    }

    private Map<LocalDate, String> namesOf(int year) {
        var names = new HashMap<LocalDate, String>();
        for (var holiday : country.getHolidays(Year.of(year), HolidayType.PUBLIC_HOLIDAY, region)) {
            if (!(mayotte && holiday.getPropertiesKey().startsWith("islamic."))) {
                names.merge(holiday.getDate(), holiday.getPropertiesKey(), PublicHolidays::first);
            }
        }
        if (french && year >= 2004 && year <= 2007) {
            easterMonday(names).ifPresent(day -> names.putIfAbsent(day.plusWeeks(7), WHIT_MONDAY));
        }
        return Map.copyOf(names);
    }

    private static Optional<LocalDate> easterMonday(Map<LocalDate, String> names) {
        return names.entrySet().stream()
                .filter(day -> day.getValue().equals(EASTER_MONDAY))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Two holidays on one day: the library hands them in no order, an explanation must not change its words. */
    private static String first(String one, String other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** Where the library keeps the code. It ignores silently a part that it does not know, so each is looked up. */
    private static List<String> pathOf(String field, String written) {
        var parts = frenchAsKept(Arrays.asList(written.toLowerCase(Locale.ROOT).split("-")));
        if (HolidayManager.getSupportedCalendarCodes().stream().noneMatch(parts.getFirst()::equalsIgnoreCase)) {
            throw InvalidCalendar.because(field, Rule.UNKNOWN_REGION, written);
        }
        var path = new ArrayList<String>(List.of(parts.getFirst()));
        var place = managerOf(parts.getFirst()).getCalendarHierarchy();
        for (var part : parts.subList(1, parts.size())) {
            var kept = place.getChildren().keySet().stream()
                    .filter(part::equalsIgnoreCase)
                    .findFirst()
                    .orElseThrow(() -> InvalidCalendar.because(field, Rule.UNKNOWN_REGION, written));
            path.add(kept);
            place = Objects.requireNonNull(place.getChildren().get(kept));
        }
        return path;
    }

    private static List<String> frenchAsKept(List<String> parts) {
        if (parts.size() != 2 || !parts.getFirst().equals("fr")) {
            return parts;
        }
        var part = parts.getLast();
        if (OVERSEAS.containsKey(part) || OVERSEAS.containsValue(part)) {
            return List.of(OVERSEAS.getOrDefault(part, part));
        }
        return List.of("fr", FRENCH_PARTS.getOrDefault(part, part));
    }

    private static HolidayManager managerOf(String country) {
        return HolidayManager.getInstance(ManagerParameters.create(country));
    }
}
