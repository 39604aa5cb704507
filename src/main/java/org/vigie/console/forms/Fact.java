package org.vigie.console.forms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vigie.declaration.Document;
import org.vigie.declaration.Field;
import org.vigie.declaration.Kind;
import org.vigie.declaration.Shape;
import org.vigie.page.Texts;

/** One field of a declared object, said: where it names other objects, each with its place. */
public record Fact(String label, List<Said> said, List<Fact> parts) {

    public record Said(String text, String href) {}

    public String text() {
        return String.join(", ", said.stream().map(Said::text).toList());
    }

    static List<Fact> of(Kind kind, Map<String, Object> object, Document document, Texts texts) {
        return new Saying(kind, document, new Labels(texts), texts).facts(kind.fields(), object, "");
    }

    private record Saying(Kind kind, Document document, Labels labels, Texts texts) {

        List<Fact> facts(List<Field> fields, Map<String, Object> object, String before) {
            var facts = new ArrayList<Fact>();
            for (Field field : fields) {
                if (field.shape() instanceof Shape.OneOf(Map<String, List<Field>> groups)) {
                    groups.forEach((type, inner) -> {
                        if (object.get(type) != null) {
                            facts.add(new Fact(
                                    labels.field(kind.section(), "type"),
                                    List.of(new Said(texts.t("checkType." + type), "")),
                                    List.of()));
                            facts.addAll(facts(inner, Translation.map(object.get(type)), type + "."));
                        }
                    });
                } else if (object.get(field.name()) != null) {
                    facts.add(fact(field, object, before + field.name()));
                }
            }
            return facts;
        }

        private Fact fact(Field field, Map<String, Object> object, String name) {
            Object value = object.get(field.name());
            String label = field.shape() instanceof Shape.Closures
                    ? texts.t("form.holidays.all")
                    : labels.field(kind.section(), name);
            return switch (field.shape()) {
                case Shape.Group(List<Field> inner) ->
                    new Fact(label, List.of(), facts(inner, Translation.map(value), name + "."));
                case Shape.Matrix matrix ->
                    new Fact(label, List.of(), facts(matrix.fields(), Translation.map(value), name + "."));
                default -> new Fact(label, said(field, object, name), List.of());
            };
        }

        private List<Said> said(Field field, Map<String, Object> object, String name) {
            Object value = object.get(field.name());
            var as = Translation.texts(value);
            return switch (field.shape()) {
                case Shape.One(String section) -> links(section, as);
                case Shape.Many(String section) -> links(section, as);
                case Shape.InTurn(String section) -> links(section, as);
                case Shape.Secret _ -> plain(List.of(texts.t("form.secret.kept")));
                case Shape.Repetition _ -> plain(List.of(repetition(field, object)));
                case Shape.Flag _, Shape.Opinion _ ->
                    plain(List.of(texts.t(Boolean.TRUE.equals(value) ? "yes" : "no")));
                case Shape.Choice _, Shape.Several _ ->
                    plain(as.stream().map(one -> labels.choice(name, one)).toList());
                case Shape.Lasting _, Shape.Target _, Shape.Closures _, Shape.Pairs _, Shape.Hours _ -> {
                    var typed = Translation.typed(List.of(field), object);
                    yield plain(List.of(amount(typed, field)));
                }
                default -> plain(as);
            };
        }

        private String repetition(Field field, Map<String, Object> object) {
            var typed = Translation.typed(List.of(field), object);
            String every = typed.one(field.name() + ".every");
            var days = typed.all(field.name() + ".days").stream()
                    .map(day -> labels.choice("weekday", day))
                    .toList();
            return switch (every) {
                case "rule" -> typed.one(field.name());
                case "monthly" ->
                    labels.choice("every", every) + ", " + labels.choice("nth", typed.one(field.name() + ".nth")) + " "
                            + String.join(", ", days);
                default -> labels.choice("every", every) + (days.isEmpty() ? "" : ", " + String.join(", ", days));
            };
        }

        private String amount(Typed typed, Field field) {
            String text = typed.raw(field.name());
            String unit = typed.one(field.name() + ".unit");
            String region = typed.one(field.name() + ".region");
            String lines = String.join(", ", text.lines().toList());
            if (!region.isEmpty()) {
                return labels.choice("holidays", region) + (lines.isEmpty() ? "" : ", " + lines);
            }
            return unit.isEmpty() || text.isEmpty() ? lines : text + "\u00a0" + labels.unit(unit);
        }

        private List<Said> links(String section, List<String> keys) {
            Kind of = Kind.of(section).orElseThrow();
            var names = new LinkedHashMap<String, String>();
            var objects = document.objects(of);
            var all = document.keys(of);
            for (int i = 0; i < all.size(); i++) {
                names.put(all.get(i), String.valueOf(objects.get(i).getOrDefault("name", all.get(i))));
            }
            return keys.stream()
                    .map(key -> new Said(
                            names.getOrDefault(key, key), "/clients/" + document.client() + "/" + section + "/" + key))
                    .toList();
        }

        private static List<Said> plain(List<String> texts) {
            return texts.stream().map(text -> new Said(text, "")).toList();
        }
    }
}
