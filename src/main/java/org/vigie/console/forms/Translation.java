package org.vigie.console.forms;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vigie.declaration.Field;
import org.vigie.declaration.Shape;
import org.vigie.monitoring.ProbeSettings;

/**
 * Between an object of the declarations and the inputs of its form, both ways. It judges nothing: what makes no sense is
 * handed on as it was typed, for the one reader of declarations to refuse. What was not touched stays as it was declared,
 * to the letter.
 */
final class Translation {
    /** Countries and regions offered by name; any other code may stand among the days. */
    static final List<String> REGIONS = List.of(
            "FR", "FR-67", "FR-57", "FR-971", "FR-972", "FR-973", "FR-974", "FR-976", "BE", "CH", "LU", "DE", "ES",
            "GB", "IT");

    static final List<String> WEEKDAYS = List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");
    static final List<String> NTH = List.of("1", "2", "3", "4", "-1");

    static final List<String> TARGET_UNITS = List.of("m", "h", "working-days");

    private static final Pattern AMOUNT = Pattern.compile("(\\d+)(ms|[smhd])");
    private static final Pattern WORKING_DAYS = Pattern.compile("(\\d+) working-days?");
    private static final Pattern WEEKLY =
            Pattern.compile("FREQ=WEEKLY;BYDAY=((?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:MO|TU|WE|TH|FR|SA|SU))*)");
    private static final Pattern MONTHLY = Pattern.compile("FREQ=MONTHLY;BYDAY=(-1|[1-4])(MO|TU|WE|TH|FR|SA|SU)");
    private static final Pattern DATES =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)\\s*(?:\\.\\.|→|/)\\s*(\\d{4}-\\d\\d-\\d\\d)");
    private static final Pattern YEARLY = Pattern.compile("(\\d\\d-\\d\\d)\\s*(?:\\.\\.|→|/)\\s*(\\d\\d-\\d\\d)");

    private Translation() {}

    // ---- an object to inputs

    static Typed typed(List<Field> fields, Map<String, Object> object) {
        var typed = Typed.empty();
        fill(fields, object, "", typed);
        return typed;
    }

    private static void fill(List<Field> fields, Map<String, Object> object, String before, Typed into) {
        for (Field field : fields) {
            fill(field.shape(), object.get(field.name()), before + field.name(), object, into);
        }
    }

    private static void fill(Shape shape, @Nullable Object value, String name, Map<String, Object> around, Typed into) {
        switch (shape) {
            case Shape.Group(List<Field> fields) -> fill(fields, map(value), name + ".", into);
            case Shape.Matrix matrix -> fill(matrix.fields(), map(value), name + ".", into);
            case Shape.OneOf(Map<String, List<Field>> groups) ->
                groups.forEach((type, fields) -> {
                    if (around.get(type) != null) {
                        into.put("type", type);
                        fill(fields, map(around.get(type)), type + ".", into);
                    }
                });
            case Shape.Secret _ -> {}
            case Shape.Lasting(List<String> units) ->
                amount(String.valueOf(value == null ? "" : value), name, units, into);
            case Shape.Target _ -> amount(String.valueOf(value == null ? "" : value), name, TARGET_UNITS, into);
            case Shape.Flag _ -> into.put(name, Boolean.TRUE.equals(value) ? "true" : "");
            case Shape.Many _, Shape.InTurn _, Shape.Several _ -> into.put(name, texts(value));
            case Shape.Hours _ -> into.put(name, String.join(", ", texts(value)));
            case Shape.Lines _ -> into.put(name, String.join("\n", texts(value)));
            case Shape.Pairs _ -> into.put(name, pairs(value));
            case Shape.Closures _ -> closures(value, name, into);
            case Shape.Repetition _ -> repetition(value == null ? "" : value.toString(), name, into);
            case Shape.Text _,
                    Shape.Prose _,
                    Shape.Whole _,
                    Shape.Decimal _,
                    Shape.Opinion _,
                    Shape.Choice _,
                    Shape.Zone _,
                    Shape.Day _,
                    Shape.Time _,
                    Shape.Moment _,
                    Shape.One _ ->
                into.put(name, texts(value).isEmpty() ? "" : texts(value).getFirst());
        }
    }

    private static void amount(String text, String name, List<String> units, Typed into) {
        Matcher days = WORKING_DAYS.matcher(text);
        Matcher plain = AMOUNT.matcher(text);
        if (days.matches()) {
            into.put(name, days.group(1));
            into.put(name + ".unit", "working-days");
        } else if (plain.matches() && units.contains(plain.group(2))) {
            into.put(name, plain.group(1));
            into.put(name + ".unit", plain.group(2));
        } else {
            into.put(name, text);
            into.put(name + ".unit", text.isEmpty() ? usualUnit(units) : "");
        }
    }

    static String usualUnit(List<String> units) {
        return units.contains("s") && units.contains("h") ? "s" : units.contains("h") ? "h" : units.getFirst();
    }

    private static void closures(@Nullable Object value, String name, Typed into) {
        String region = "";
        var days = new ArrayList<String>();
        for (Object entry : value instanceof Collection<?> list ? list : value == null ? List.of() : List.of(value)) {
            if (entry instanceof Map<?, ?> range) {
                days.add(range.get("from") + " .. " + range.get("to"));
            } else if (region.isEmpty() && REGIONS.contains(String.valueOf(entry))) {
                region = String.valueOf(entry);
            } else {
                days.add(String.valueOf(entry));
            }
        }
        into.put(name + ".region", region);
        into.put(name, String.join("\n", days));
    }

    /** What the choices cannot say is a rule to type. */
    private static void repetition(String rule, String name, Typed into) {
        Matcher weekly = WEEKLY.matcher(rule);
        Matcher monthly = MONTHLY.matcher(rule);
        if (weekly.matches()) {
            into.put(name + ".every", "weekly");
            into.put(name + ".days", List.of(weekly.group(1).split(",")));
        } else if (monthly.matches()) {
            into.put(name + ".every", "monthly");
            into.put(name + ".nth", monthly.group(1));
            into.put(name + ".days", List.of(monthly.group(2)));
        } else {
            boolean isTyped = !rule.isEmpty() && !rule.equals("FREQ=DAILY");
            into.put(name + ".every", rule.isEmpty() ? "" : isTyped ? "rule" : "daily");
            into.put(name, isTyped ? rule : "");
        }
    }

    // ---- inputs to an object

    /** @param old the object as it is, empty for a new one */
    static Map<String, Object> object(List<Field> fields, Typed typed, Map<String, Object> old) {
        var object = new LinkedHashMap<String, Object>();
        read(fields, typed, old, typed(fields, old), "", object);
        return object;
    }

    private static void read(
            List<Field> fields,
            Typed typed,
            Map<String, Object> old,
            Typed was,
            String before,
            Map<String, Object> into) {
        for (Field field : fields) {
            if (field.shape() instanceof Shape.OneOf(Map<String, List<Field>> groups)) {
                String type = typed.one("type");
                if (groups.containsKey(type)) {
                    var group = new LinkedHashMap<String, Object>();
                    read(groups.get(type), typed, map(old.get(type)), was, type + ".", group);
                    into.put(type, group);
                }
                continue;
            }
            Object value = value(field.shape(), typed, old.get(field.name()), was, before + field.name());
            if (value != null) {
                into.put(field.name(), value);
            }
        }
    }

    private static @Nullable Object value(Shape shape, Typed typed, @Nullable Object old, Typed was, String name) {
        return switch (shape) {
            case Shape.Group(List<Field> fields) -> group(fields, typed, old, was, name);
            case Shape.Matrix matrix -> group(matrix.fields(), typed, old, was, name);
            case Shape.Secret _ -> typed.has(name) ? typed.raw(name) : typed.has(name + ".forget") ? null : old;
            default -> isUntouched(typed, was, name) ? old : fresh(shape, typed, name);
        };
    }

    private static @Nullable Object group(
            List<Field> fields, Typed typed, @Nullable Object old, Typed was, String name) {
        var group = new LinkedHashMap<String, Object>();
        read(fields, typed, map(old), was, name + ".", group);
        return group.isEmpty() ? null : group;
    }

    private static boolean isUntouched(Typed typed, Typed was, String name) {
        boolean sameUnit = !typed.has(name) || typed.one(name + ".unit").equals(was.one(name + ".unit"));
        boolean sameRepetition = List.of(".every", ".days", ".nth").stream()
                .allMatch(part -> typed.all(name + part).equals(was.all(name + part)));
        return typed.all(name).equals(was.all(name))
                && sameUnit
                && sameRepetition
                && typed.one(name + ".region").equals(was.one(name + ".region"));
    }

    private static @Nullable Object fresh(Shape shape, Typed typed, String name) {
        String text = typed.one(name);
        return switch (shape) {
            case Shape.Lasting _, Shape.Target _ -> text.isEmpty() ? null : amount(text, typed.one(name + ".unit"));
            case Shape.Flag _ -> text.isEmpty() ? null : Boolean.TRUE;
            case Shape.Opinion _ ->
                text.isEmpty() ? null : text.equals("true") ? (Object) true : text.equals("false") ? false : text;
            case Shape.Whole _, Shape.Decimal _ -> text.isEmpty() ? null : number(text);
            case Shape.Repetition _ -> repetition(typed, name);
            case Shape.Prose _ -> typed.has(name) ? typed.raw(name) : null;
            case Shape.Several _, Shape.InTurn _ ->
                orNull(typed.all(name).stream().map(String::strip).toList());
            case Shape.Many _ -> orNull(split(String.join(",", typed.all(name)), "[,;\\s]+"));
            case Shape.Hours _ -> orNull(split(text.replace('–', '-').replaceAll("\\s*-\\s*", "-"), "[,;\\s]+"));
            case Shape.Lines _ -> oneOrMore(split(typed.raw(name), "\n"));
            case Shape.Pairs _ -> pairs(split(typed.raw(name), "\n"));
            case Shape.Closures _ -> orNull(closures(typed.one(name + ".region"), split(typed.raw(name), "[\n,;]")));
            default -> text.isEmpty() ? null : text;
        };
    }

    private static @Nullable String repetition(Typed typed, String name) {
        String days = String.join(",", typed.all(name + ".days"));
        String rule = typed.one(name);
        return switch (typed.one(name + ".every")) {
            case "" -> null;
            case "daily" -> "FREQ=DAILY";
            case "weekly" -> "FREQ=WEEKLY" + (days.isEmpty() ? "" : ";BYDAY=" + days);
            case "monthly" ->
                "FREQ=MONTHLY"
                        + (days.isEmpty()
                                ? ""
                                : ";BYDAY="
                                        + typed.all(name + ".days").stream()
                                                .map(day -> typed.one(name + ".nth") + day)
                                                .collect(java.util.stream.Collectors.joining(",")));
            default -> rule.isEmpty() ? null : rule;
        };
    }

    private static Object amount(String text, String unit) {
        if (unit.isEmpty()) {
            return number(text);
        }
        boolean hasUnit = !text.isEmpty() && Character.isLetter(text.charAt(text.length() - 1));
        return hasUnit ? text : text + (unit.equals("working-days") ? " " : "") + unit;
    }

    private static Object number(String text) {
        try {
            var number = new BigDecimal(text.replace(',', '.'));
            return number.stripTrailingZeros().scale() <= 0
                            && number.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) < 0
                    ? (Object) number.longValue()
                    : number;
        } catch (NumberFormatException noNumber) {
            return text;
        }
    }

    private static List<Object> closures(String region, List<String> lines) {
        var closures = new ArrayList<Object>();
        if (!region.isEmpty()) {
            closures.add(region);
        }
        for (String line : lines) {
            Matcher dates = DATES.matcher(line);
            Matcher yearly = YEARLY.matcher(line);
            if (dates.matches()) {
                closures.add(ordered("from", dates.group(1), "to", dates.group(2)));
            } else if (yearly.matches()) {
                closures.add(ordered("from", yearly.group(1), "to", yearly.group(2), "yearly", true));
            } else {
                closures.add(line);
            }
        }
        return closures;
    }

    /** A line without a colon is no pair: the text then stands for all of them, and is refused. */
    private static @Nullable Object pairs(List<String> lines) {
        var pairs = new LinkedHashMap<String, Object>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                return String.join("\n", lines);
            }
            pairs.put(
                    line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        }
        return pairs.isEmpty() ? null : pairs;
    }

    private static String pairs(@Nullable Object value) {
        return value instanceof Map<?, ?> map
                ? String.join(
                        "\n",
                        map.entrySet().stream()
                                .map(pair -> pair.getKey() + ": " + pair.getValue())
                                .toList())
                : value == null ? "" : value.toString();
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return map;
    }

    private static List<String> split(String text, String by) {
        return Arrays.stream(text.split(by, -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static @Nullable Object oneOrMore(List<String> texts) {
        return texts.size() == 1 ? texts.getFirst() : orNull(texts);
    }

    private static @Nullable Object orNull(List<?> list) {
        return list.isEmpty() ? null : list;
    }

    static List<String> texts(@Nullable Object value) {
        return switch (value) {
            case null -> List.of();
            case Collection<?> all -> all.stream().map(String::valueOf).toList();
            default -> List.of(value.toString());
        };
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /** Whether this secret is kept already. */
    static boolean isKept(@Nullable Object value) {
        return ProbeSettings.MASK.equals(value);
    }
}
