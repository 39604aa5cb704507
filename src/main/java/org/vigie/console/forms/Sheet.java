package org.vigie.console.forms;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.vigie.declaration.Document;
import org.vigie.declaration.Field;
import org.vigie.declaration.Kind;
import org.vigie.declaration.Shape;
import org.vigie.page.Texts;
import org.vigie.shared.FieldError;
import org.vigie.shared.Words;

/**
 * A form, ready to be drawn: its inputs with what stands in them and what is wrong with each.
 *
 * @param errors all of them, with the id of the input that each is about, or none
 */
public record Sheet(List<Input> inputs, List<Wrong> errors) {
    /** More than so many to choose from are typed instead: a page stays small. */
    private static final int MOST_CHOICES = 80;

    public record Wrong(String id, String label, Words rule) {}

    public List<Input> usual() {
        return inputs.stream().filter(input -> !input.rare()).toList();
    }

    public List<Input> rare() {
        return inputs.stream().filter(Input::rare).toList();
    }

    public boolean rareInUse() {
        return rare().stream().anyMatch(Input::isWrong);
    }

    /** The rule for a field of a form that is drawn by hand. */
    public static @Nullable Words wrongAt(List<FieldError> errors, String field) {
        return errors.stream()
                .filter(error -> error.field().equals(field))
                .map(FieldError::rule)
                .findFirst()
                .orElse(null);
    }

    /** @param isNew whether the key is still to be chosen */
    static Sheet of(
            Kind kind,
            Typed typed,
            Map<String, Object> old,
            boolean isNew,
            Document document,
            List<FieldError> errors,
            Texts texts) {
        return new Maker(kind, typed, old, document, errors, texts).make(isNew);
    }

    private static final class Maker {
        private final Kind kind;
        private final Typed typed;
        private final Map<String, Object> old;
        private final Document document;
        private final Labels labels;
        private final Map<String, List<Words>> rules = new LinkedHashMap<>();

        Maker(
                Kind kind,
                Typed typed,
                Map<String, Object> old,
                Document document,
                List<FieldError> errors,
                Texts texts) {
            this.kind = kind;
            this.typed = typed;
            this.old = old;
            this.document = document;
            this.labels = new Labels(texts);
            errors.forEach(error -> rules.computeIfAbsent(error.field(), field -> new ArrayList<>())
                    .add(error.rule()));
        }

        Sheet make(boolean isNew) {
            var names = new TreeSet<String>();
            names(kind.fields(), "", names);
            if (isNew && !kind.isOrdered()) {
                names.add(kind.keyField());
            }
            var mine = new LinkedHashMap<String, List<Words>>();
            var wrong = new ArrayList<Wrong>();
            rules.forEach((field, words) -> {
                String name = nearest(field, names);
                mine.computeIfAbsent(name, any -> new ArrayList<>()).addAll(words);
                words.forEach(rule -> wrong.add(
                        name.isEmpty()
                                ? new Wrong("", field, rule)
                                : new Wrong("f-" + name.replace('.', '-'), labels.field(kind.section(), name), rule)));
            });
            rules.clear();
            rules.putAll(mine);
            var inputs = new ArrayList<Input>();
            kind.fields().forEach(field -> inputs.addAll(inputs(field, "", old.get(field.name()))));
            if (isNew && !kind.isOrdered()) {
                inputs.add(kind.keyFrom().isEmpty() ? 0 : inputs.size(), key());
            }
            return new Sheet(inputs, wrong);
        }

        private Input key() {
            String name = kind.keyField();
            if (name.equals("team")) {
                return input(new Field(name, new Shape.One("teams"), true, false), name, null);
            }
            boolean canBeMade = !kind.keyFrom().isEmpty();
            return new Input(
                    name,
                    labels.field(kind.section(), "key"),
                    labels.hint("", canBeMade ? "key.made" : "key"),
                    "text",
                    List.of(typed.raw(name)),
                    List.of(),
                    "",
                    List.of(),
                    List.of(),
                    !canBeMade,
                    canBeMade,
                    rules.getOrDefault(name, List.of()));
        }

        private List<Input> inputs(Field field, String before, @Nullable Object value) {
            if (field.shape() instanceof Shape.OneOf(Map<String, List<Field>> groups)) {
                String type = typed.one("type");
                var inputs = new ArrayList<Input>();
                groups.getOrDefault(type, List.of())
                        .forEach(inner -> inputs.addAll(inputs(
                                inner,
                                type + ".",
                                Translation.map(old.get(type)).get(inner.name()))));
                return inputs;
            }
            return List.of(input(field, before + field.name(), value));
        }

        private Input input(Field field, String name, @Nullable Object value) {
            var options = options(field.shape(), field.needed(), name);
            var parts = parts(field.shape(), name, value);
            return new Input(
                    name,
                    labels.field(kind.section(), name),
                    labels.hint(kind.section(), name),
                    widget(field.shape(), options, value),
                    values(field.shape(), name),
                    options,
                    typed.values().containsKey(name + ".unit")
                            ? typed.one(name + ".unit")
                            : units(field.shape()).isEmpty() ? "" : Translation.usualUnit(units(field.shape())),
                    units(field.shape()).stream()
                            .map(unit -> new Option(unit, labels.unit(unit)))
                            .toList(),
                    parts,
                    field.needed(),
                    field.rare(),
                    rules.getOrDefault(name, List.of()));
        }

        private List<String> values(Shape shape, String name) {
            return switch (shape) {
                case Shape.Matrix(List<String> rows, List<String> columns) ->
                    columns.stream()
                            .map(column -> labels.field(kind.section(), column))
                            .toList();
                case Shape.Repetition _ ->
                    List.of(typed.raw(name), typed.one(name + ".every"), typed.one(name + ".nth"));
                case Shape.Closures _ -> List.of(typed.raw(name), typed.one(name + ".region"));
                case Shape.Several _, Shape.Many _, Shape.InTurn _ -> typed.all(name);
                case Shape.Secret _ -> List.of();
                default -> List.of(typed.raw(name));
            };
        }

        private List<Input> parts(Shape shape, String name, @Nullable Object value) {
            if (shape instanceof Shape.Repetition) {
                return List.of(
                        choices(name + ".days", "checks", Translation.WEEKDAYS, "weekday"),
                        choices(name + ".nth", "select", Translation.NTH, "nth"));
            }
            List<Field> fields = switch (shape) {
                case Shape.Group(List<Field> inner) -> inner;
                case Shape.Matrix matrix -> matrix.fields();
                default -> List.of();
            };
            return fields.stream()
                    .map(field -> input(
                            field,
                            name + "." + field.name(),
                            Translation.map(value).get(field.name())))
                    .toList();
        }

        private Input choices(String name, String widget, List<String> values, String words) {
            return new Input(
                    name,
                    labels.field(kind.section(), name),
                    "",
                    widget,
                    typed.all(name),
                    values.stream()
                            .map(value -> new Option(value, labels.choice(words, value)))
                            .toList(),
                    "",
                    List.of(),
                    List.of(),
                    false,
                    false,
                    List.of());
        }

        private static List<String> units(Shape shape) {
            return switch (shape) {
                case Shape.Lasting(List<String> units) -> units;
                case Shape.Target _ -> Translation.TARGET_UNITS;
                default -> List.of();
            };
        }

        private List<Option> options(Shape shape, boolean needed, String name) {
            var options = new ArrayList<Option>();
            switch (shape) {
                case Shape.Choice(List<String> values) -> {
                    if (!needed) {
                        options.add(new Option("", labels.choice(name, "none")));
                    }
                    values.forEach(value -> options.add(new Option(value, labels.choice(name, value))));
                }
                case Shape.Several(List<String> values) ->
                    values.forEach(value -> options.add(new Option(value, labels.choice(name, value))));
                case Shape.Opinion _ ->
                    List.of("none", "true", "false")
                            .forEach(value -> options.add(
                                    new Option(value.equals("none") ? "" : value, labels.choice(name, value))));
                case Shape.One(String section) -> {
                    options.add(new Option("", labels.choice(name, needed ? "choose" : "none")));
                    options.addAll(objects(section));
                }
                case Shape.Many(String section) -> options.addAll(objects(section));
                case Shape.InTurn(String section) -> {
                    options.add(new Option("", "–"));
                    options.addAll(objects(section));
                }
                case Shape.Repetition _ ->
                    List.of("", "daily", "weekly", "monthly", "rule")
                            .forEach(every -> options.add(
                                    new Option(every, labels.choice("every", every.isEmpty() ? "none" : every))));
                case Shape.Closures _ -> {
                    options.add(new Option("", labels.choice("holidays", "none")));
                    Translation.REGIONS.forEach(
                            region -> options.add(new Option(region, labels.choice("holidays", region))));
                }
                case Shape.Zone _ -> {
                    String chosen = typed.one(name);
                    if (!chosen.isEmpty() && !ZONES.contains(chosen)) {
                        options.add(new Option(chosen, chosen));
                    }
                    ZONES.forEach(zone -> options.add(new Option(zone, zone)));
                }
                default -> {}
            }
            return options;
        }

        private List<Option> objects(String section) {
            Kind of = Kind.of(section).orElseThrow();
            var objects = document.objects(of);
            var keys = document.keys(of);
            Object itself = section.equals(kind.section()) ? old.get(kind.keyField()) : null;
            return IntStream.range(0, keys.size())
                    .filter(i -> !keys.get(i).equals(itself))
                    .mapToObj(i -> {
                        Object name = objects.get(i).get("name");
                        return new Option(keys.get(i), name == null ? keys.get(i) : name + " (" + keys.get(i) + ")");
                    })
                    .toList();
        }

        private static String widget(Shape shape, List<Option> options, @Nullable Object value) {
            return switch (shape) {
                case Shape.Text _ -> "text";
                case Shape.Hours _ -> "text";
                case Shape.Whole _ -> "number";
                case Shape.Decimal _ -> "decimal";
                case Shape.Prose _, Shape.Lines _, Shape.Pairs _ -> "prose";
                case Shape.Secret _ -> Translation.isKept(value) ? "secret-kept" : "secret";
                case Shape.Flag _ -> "flag";
                case Shape.Choice _, Shape.Opinion _, Shape.Zone _ -> "select";
                case Shape.One _ -> options.size() > MOST_CHOICES ? "text" : "select";
                case Shape.Many _ -> options.size() > MOST_CHOICES ? "keys" : options.isEmpty() ? "nothing" : "checks";
                case Shape.Several _ -> "checks";
                case Shape.InTurn _ -> options.size() > MOST_CHOICES ? "keys" : "turns";
                case Shape.Lasting _, Shape.Target _ -> "amount";
                case Shape.Day _ -> "date";
                case Shape.Time _ -> "time";
                case Shape.Moment _ -> "datetime-local";
                case Shape.Closures _ -> "closures";
                case Shape.Repetition _ -> "repetition";
                case Shape.Group _, Shape.OneOf _ -> "group";
                case Shape.Matrix _ -> "matrix";
            };
        }

        private void names(List<Field> fields, String before, TreeSet<String> into) {
            for (Field field : fields) {
                String name = before + field.name();
                switch (field.shape()) {
                    case Shape.OneOf(Map<String, List<Field>> groups) ->
                        names(groups.getOrDefault(typed.one("type"), List.of()), typed.one("type") + ".", into);
                    case Shape.Group(List<Field> inner) -> {
                        into.add(name);
                        names(inner, name + ".", into);
                    }
                    case Shape.Matrix matrix -> {
                        into.add(name);
                        names(matrix.fields(), name + ".", into);
                    }
                    default -> into.add(name);
                }
            }
        }

        /** The input that the error names, or the nearest one around. */
        private static String nearest(String field, TreeSet<String> names) {
            for (String path = field; !path.isEmpty(); ) {
                if (names.contains(path)) {
                    return path;
                }
                int cut = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
                path = cut < 0 ? "" : path.substring(0, cut);
            }
            return "";
        }
    }

    /** The zones of French territory and of the neighbours first; others are kept as they are declared. */
    private static final List<String> ZONES = zones();

    private static List<String> zones() {
        var zones = new ArrayList<>(List.of(
                "Europe/Paris",
                "America/Guadeloupe",
                "America/Martinique",
                "America/Cayenne",
                "America/Miquelon",
                "Indian/Reunion",
                "Indian/Mayotte",
                "Pacific/Noumea",
                "Pacific/Tahiti",
                "Pacific/Wallis"));
        new TreeSet<>(ZoneId.getAvailableZoneIds())
                .stream()
                        .filter(zone -> zone.startsWith("Europe/") || zone.equals("UTC"))
                        .filter(zone -> !zones.contains(zone))
                        .forEach(zones::add);
        return List.copyOf(zones);
    }
}
