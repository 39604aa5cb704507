package org.vigie.declaration;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.FieldError;
import org.vigie.shared.Key;
import org.vigie.shared.Words;

/**
 * Reads the fields of one object and collects what is wrong instead of stopping at the first. A field that is wrong
 * answers the fallback; nothing is applied once anything was wrong.
 *
 * <p>A null, or a name with nothing behind it, says what leaving the field out says. It never retires anything: a section
 * whose lines were all commented out must not, an empty list must. Only a probe may be its name alone.
 */
final class Reading {
    private static final Pattern SHORT = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final int MOST_ERRORS = 100;
    private static final Duration LONGEST = Duration.ofDays(3660);
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 9999;

    private final List<FieldError> errors;
    private final Map<String, Integer> places;
    private final Value.Fields object;
    private final String path;

    private Reading(List<FieldError> errors, Map<String, Integer> places, Value.Fields object, String path) {
        this.errors = errors;
        this.places = places;
        this.object = object;
        this.path = path;
        object.values().forEach((name, value) -> places.put(at(name), value.line()));
        places.put(path, object.line());
    }

    static Reading of(Value.Fields document) {
        return new Reading(new ArrayList<>(), new TreeMap<>(), document, "");
    }

    List<FieldError> errors() {
        return errors;
    }

    /** The line of this path, or of the nearest thing around it. */
    @Nullable
    Integer lineOf(String field) {
        for (String place = field; !place.isEmpty(); place = outer(place)) {
            Integer line = places.get(place);
            if (line != null) {
                return line;
            }
        }
        return places.get("");
    }

    private static String outer(String place) {
        int cut = Math.max(place.lastIndexOf('.'), place.lastIndexOf('['));
        return cut < 0 ? "" : place.substring(0, cut);
    }

    String path() {
        return path;
    }

    Reading knowing(Set<String> known) {
        for (String name : object.values().keySet()) {
            if (!known.contains(name)) {
                var near = known.stream()
                        .filter(one -> distance(one, name) <= 2)
                        .min((a, b) -> Integer.compare(distance(a, name), distance(b, name)));
                if (near.isPresent()) {
                    wrong(name, "refusal.declaration.unknown-near", name, near.get());
                } else {
                    wrong(name, "refusal.declaration.unknown", name, String.join(", ", new TreeSet<>(known)));
                }
            }
        }
        return this;
    }

    boolean has(String name) {
        Value value = object.values().get(name);
        return value != null && value.bare() != null;
    }

    boolean isEmpty() {
        return object.values().isEmpty();
    }

    Set<String> names() {
        return object.values().keySet();
    }

    void wrong(String name, String code, Object... args) {
        if (errors.size() < MOST_ERRORS) {
            String field = at(name);
            errors.add(new FieldError(field, lineOf(field), Words.of(code, args)));
        }
    }

    void wrong(String name, Words rule) {
        wrong(name, rule.code(), rule.args().toArray());
    }

    private String at(String name) {
        return name.isEmpty() ? path : path.isEmpty() ? name : path + "." + name;
    }

    @Nullable
    String text(String name) {
        Value value = object.values().get(name);
        return switch (value) {
            case null -> null;
            case Value.Plain(int line, String text, Object plain) -> plain == null ? null : text;
            default -> {
                wrong(name, "refusal.declaration.not-text");
                yield null;
            }
        };
    }

    String required(String name) {
        String text = text(name);
        if (text == null || text.isBlank()) {
            wrong(name, "refusal.declaration.missing", name);
            return "";
        }
        return text;
    }

    String key(String name) {
        String key = required(name);
        if (!key.isEmpty() && !Key.isValid(key)) {
            wrong(name, "refusal.key", key);
        }
        return key;
    }

    boolean flag(String name, boolean usual) {
        Value value = object.values().get(name);
        return switch (value) {
            case null -> usual;
            case Value.Plain(int line, String text, Object plain) when plain == null -> usual;
            case Value.Plain(int line, String text, Boolean flag) -> flag;
            default -> {
                wrong(name, "refusal.declaration.not-boolean");
                yield usual;
            }
        };
    }

    int integer(String name, int usual, int least, int most) {
        Value value = object.values().get(name);
        return switch (value) {
            case null -> usual;
            case Value.Plain(int line, String text, Object plain) when plain == null -> usual;
            case Value.Plain(int line, String text, Long number)
            when number >= least && number <= most -> number.intValue();
            default -> {
                wrong(name, "refusal.declaration.not-integer", least, most);
                yield usual;
            }
        };
    }

    /** "10s", "15m", "2h", "7d" or ISO 8601; more than nothing. */
    @Nullable
    Duration duration(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        Duration read = parse(text);
        if (read == null) {
            wrong(name, "refusal.declaration.not-duration", text);
        } else if (read.compareTo(LONGEST) > 0) {
            wrong(name, "refusal.range", text, "1ms", "3660d");
            return null;
        } else if (read.isZero() || read.isNegative()) {
            wrong(name, "refusal.declaration.zero-duration", text);
            return null;
        }
        return read;
    }

    Duration durationOrZero(String name, Duration usual) {
        String text = text(name);
        if (text == null) {
            return usual;
        }
        Duration read = parse(text);
        if (read == null || read.isNegative() || read.compareTo(LONGEST) > 0) {
            wrong(name, "refusal.declaration.not-duration", text);
            return usual;
        }
        return read;
    }

    private static @Nullable Duration parse(String text) {
        Matcher matcher = SHORT.matcher(text);
        if (matcher.matches()) {
            long amount = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
            };
        }
        try {
            Duration read = text.startsWith("P") ? Duration.parse(text) : null;
            return read == null || read.getNano() % 1_000_000 != 0 ? null : read;
        } catch (DateTimeParseException | ArithmeticException malformed) {
            return null;
        }
    }

    ZoneId zone(String name, ZoneId usual) {
        return parsed(name, usual, ZoneId::of, "refusal.declaration.not-zone");
    }

    @Nullable
    LocalDate date(String name) {
        if (text(name) == null) {
            return null;
        }
        LocalDate read = parsed(name, LocalDate.MIN, LocalDate::parse, "refusal.declaration.not-date");
        if (!read.equals(LocalDate.MIN) && (read.getYear() < FIRST_YEAR || read.getYear() > LAST_YEAR)) {
            wrong(name, "refusal.range", read, FIRST_YEAR, LAST_YEAR);
        }
        return read.equals(LocalDate.MIN) ? null : read;
    }

    LocalTime time(String name) {
        required(name);
        return parsed(name, LocalTime.MIDNIGHT, LocalTime::parse, "refusal.declaration.not-time")
                .truncatedTo(ChronoUnit.SECONDS);
    }

    LocalDateTime moment(String name) {
        required(name);
        LocalDateTime read = parsed(name, LocalDateTime.MIN, LocalDateTime::parse, "refusal.declaration.not-moment");
        if (!read.equals(LocalDateTime.MIN) && (read.getYear() < FIRST_YEAR || read.getYear() > LAST_YEAR)) {
            wrong(name, "refusal.range", read, FIRST_YEAR, LAST_YEAR);
        }
        return read.truncatedTo(ChronoUnit.SECONDS);
    }

    Locale language(String name) {
        String text = text(name);
        if (text == null || text.equals("fr")) {
            return Locale.FRENCH;
        }
        if (!text.equals("en")) {
            wrong(name, "refusal.choice", text, "fr, en");
        }
        return Locale.ENGLISH;
    }

    <E extends Enum<E>> E choice(String name, Class<E> type, E usual) {
        String text = text(name);
        if (text == null) {
            return usual;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text.toLowerCase(Locale.ROOT))) {
                return constant;
            }
        }
        var all = new ArrayList<String>();
        for (E constant : type.getEnumConstants()) {
            all.add(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        wrong(name, "refusal.choice", text, String.join(", ", all));
        return usual;
    }

    private <T> T parsed(String name, T usual, Function<String, T> parse, String code) {
        String text = text(name);
        if (text == null) {
            return usual;
        }
        try {
            return parse.apply(text);
        } catch (java.time.DateTimeException malformed) {
            wrong(name, code, text);
            return usual;
        }
    }

    List<String> texts(String name) {
        Value value = object.values().get(name);
        return switch (value) {
            case null -> List.of();
            case Value.Plain(int line, String text, Object plain) when plain == null -> List.of();
            case Value.Items(int line, List<Value> values) -> {
                var texts = new ArrayList<String>();
                for (int i = 0; i < values.size(); i++) {
                    if (values.get(i) instanceof Value.Plain(int at, String text, Object plain) && plain != null) {
                        texts.add(text);
                    } else {
                        wrong(name + "[" + i + "]", "refusal.declaration.not-text");
                    }
                }
                yield texts;
            }
            default -> {
                wrong(name, "refusal.declaration.not-list");
                yield List.of();
            }
        };
    }

    /** The same where a single text may stand alone. */
    List<String> oneOrMore(String name) {
        return object.values().get(name) instanceof Value.Plain(int line, String text, Object plain) && plain != null
                ? List.of(text)
                : texts(name);
    }

    SortedSet<String> keys(String name) {
        var keys = new TreeSet<String>();
        for (String key : texts(name)) {
            if (!Key.isValid(key)) {
                wrong(name, "refusal.key", key);
            } else if (!keys.add(key)) {
                wrong(name, "refusal.declaration.key-twice", key);
            }
        }
        return keys;
    }

    /** The objects of a list, each read with its own path; empty when the section is not there. */
    Optional<List<Reading>> objects(String name) {
        Value value = object.values().get(name);
        return switch (value) {
            case null -> Optional.empty();
            case Value.Plain(int line, String text, Object plain) when plain == null -> Optional.empty();
            case Value.Items(int line, List<Value> values) -> {
                var objects = new ArrayList<Reading>();
                for (int i = 0; i < values.size(); i++) {
                    String inner = at(name) + "[" + i + "]";
                    places.put(inner, values.get(i).line());
                    if (values.get(i) instanceof Value.Fields fields) {
                        objects.add(new Reading(errors, places, fields, inner));
                    } else {
                        wrong(name + "[" + i + "]", "refusal.declaration.not-fields");
                    }
                }
                yield Optional.of(objects);
            }
            default -> {
                wrong(name, "refusal.declaration.not-list");
                yield Optional.empty();
            }
        };
    }

    Optional<Reading> object(String name) {
        Value value = object.values().get(name);
        return switch (value) {
            case null -> Optional.empty();
            case Value.Plain(int line, String text, Object plain) when plain == null -> Optional.empty();
            case Value.Fields fields -> Optional.of(new Reading(errors, places, fields, at(name)));
            default -> {
                wrong(name, "refusal.declaration.not-fields");
                yield Optional.empty();
            }
        };
    }

    @Nullable
    Object bare(String name) {
        Value value = object.values().get(name);
        return value == null ? null : value.bare();
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> bareFields() {
        return (Map<String, Object>) java.util.Objects.requireNonNull(object.bare());
    }

    /** Levenshtein's distance, for "did you mean". */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int cost = Math.min(
                        Math.min(row[j], row[j - 1]) + 1,
                        diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1));
                diagonal = row[j];
                row[j] = cost;
            }
        }
        return row[other.length()];
    }
}
