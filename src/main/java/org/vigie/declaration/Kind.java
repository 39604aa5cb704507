package org.vigie.declaration;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.vigie.contracts.PriorityMatrix;
import org.vigie.declaration.Shape.Choice;
import org.vigie.declaration.Shape.Closures;
import org.vigie.declaration.Shape.Day;
import org.vigie.declaration.Shape.Decimal;
import org.vigie.declaration.Shape.Flag;
import org.vigie.declaration.Shape.Group;
import org.vigie.declaration.Shape.Hours;
import org.vigie.declaration.Shape.InTurn;
import org.vigie.declaration.Shape.Lasting;
import org.vigie.declaration.Shape.Many;
import org.vigie.declaration.Shape.Matrix;
import org.vigie.declaration.Shape.Moment;
import org.vigie.declaration.Shape.One;
import org.vigie.declaration.Shape.OneOf;
import org.vigie.declaration.Shape.Opinion;
import org.vigie.declaration.Shape.Several;
import org.vigie.declaration.Shape.Text;
import org.vigie.declaration.Shape.Time;
import org.vigie.declaration.Shape.Whole;
import org.vigie.declaration.Shape.Zone;

/**
 * One kind of thing that people declare, described once: the reader takes from it which fields there are, the pages take
 * from it their form, their facts and who depends on what. A new kind is one constant here, its reading and its writing.
 *
 * @param section its name in the declarations
 * @param keyField which field tells one object from another; a rule has none, its place is its key
 * @param keyFrom fields from which a page makes a key that was left empty; none when a person must choose one
 */
public record Kind(String section, String keyField, List<String> keyFrom, List<Field> fields) {
    private static final List<String> SHORT = List.of("ms", "s", "m", "h", "d");
    private static final List<String> LONG = List.of("m", "h", "d");
    private static final List<String> PRIORITIES = List.of("P1", "P2", "P3", "P4");
    private static final List<String> MILESTONES = List.of("respond", "restore", "resolve");

    /** Impact by impact, and in each urgency by urgency. */
    private static final Group MATRIX = new Group(PriorityMatrix.GRADES.stream()
            .map(impact -> Field.of(
                    impact,
                    new Group(PriorityMatrix.GRADES.stream()
                            .map(urgency -> Field.of(urgency, new Choice(PRIORITIES)))
                            .toList())))
            .toList());

    public static final Kind CLIENT = new Kind(
            "client",
            "client",
            List.of("name"),
            List.of(Field.needed("name", new Text()), Field.choice("locale", "fr", "en")));

    static final Kind CALENDAR = new Kind(
            "calendars",
            "key",
            List.of(),
            List.of(
                    Field.needed("timezone", new Zone()),
                    Field.needed(
                            "week",
                            new Group(List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun").stream()
                                    .map(day -> Field.of(day, new Hours()))
                                    .toList())),
                    Field.of("holidays", new Closures())));

    static final Kind SITE = new Kind(
            "sites",
            "key",
            List.of("name"),
            List.of(
                    Field.needed("name", new Text()),
                    Field.of("timezone", new Zone()),
                    Field.of("calendar", new One("calendars"))));

    static final Kind TEAM = new Kind(
            "teams", "key", List.of("name"), List.of(Field.needed("name", new Text()), Field.of("level", new Whole())));

    static final Kind PERSON = new Kind(
            "people",
            "key",
            List.of("name"),
            List.of(
                    Field.needed("name", new Text()),
                    Field.text("email"),
                    Field.choice("locale", "fr", "en"),
                    Field.of("teams", new Many("teams")),
                    Field.of("notify", new Shape.Lines()).seldom()));

    static final Kind ROTA = new Kind(
            "on-call",
            "team",
            List.of(),
            List.of(
                    Field.needed("people", new InTurn("people")),
                    Field.of("rotation", new Lasting(List.of("d"))),
                    Field.needed("from", new Moment()),
                    Field.of("timezone", new Zone()),
                    Field.of("calendar", new One("calendars"))));

    static final Kind SERVICE_LEVEL = new Kind(
            "service-levels",
            "key",
            List.of(),
            List.of(
                    Field.needed("calendar", new One("calendars")),
                    Field.of("incident", new Matrix(PRIORITIES, MILESTONES)),
                    Field.of("request", new Matrix(PRIORITIES, MILESTONES)),
                    Field.of("problem", new Matrix(PRIORITIES, MILESTONES)).seldom(),
                    Field.of("change", new Matrix(PRIORITIES, MILESTONES)).seldom()));

    private static final Choice CRITICALITY = new Choice(List.of("low", "normal", "high", "critical"));

    static final Kind ASSET = new Kind(
            "assets",
            "key",
            List.of("name"),
            List.of(
                    Field.needed("name", new Text()),
                    Field.needed("kind", new Text()),
                    Field.text("address"),
                    Field.of("site", new One("sites")),
                    Field.of("criticality", CRITICALITY),
                    Field.of("depends-on", new Many("assets"))));

    static final Kind SERVICE = new Kind(
            "services",
            "key",
            List.of("name"),
            List.of(
                    Field.needed("name", new Text()),
                    Field.of("criticality", CRITICALITY),
                    Field.of("service-level", new One("service-levels")),
                    Field.of("depends-on", new Many("assets"))));

    /** The probe stands under the name of its type, beside the other fields: its field here has no name. */
    static final Kind CHECK = new Kind(
            "checks",
            "key",
            List.of("asset", "type"),
            List.of(
                    Field.needed("asset", new One("assets")),
                    Field.needed("", new OneOf(ProbeFields.BY_TYPE)),
                    Field.of("interval", new Lasting(SHORT)),
                    Field.of("timeout", new Lasting(SHORT)),
                    Field.of("failures", new Whole()),
                    Field.of("retry", new Lasting(SHORT)).seldom(),
                    Field.text("symptom").seldom(),
                    Field.of("availability", new Opinion()).seldom()));

    static final Kind RULE = new Kind(
            "response",
            "",
            List.of(),
            List.of(
                    Field.of(
                            "when",
                            new Group(List.of(
                                    Field.choice("severity", "warning", "critical"),
                                    Field.text("symptom"),
                                    Field.of("asset", new One("assets"))))),
                    Field.choice("open", "incident"),
                    Field.of("team", new One("teams")),
                    Field.of("resolve-when-cleared", new Flag())));

    static final Kind WINDOW = new Kind(
            "windows",
            "key",
            List.of(),
            List.of(
                    Field.of("assets", new Many("assets")),
                    Field.of("rule", new Shape.Repetition()),
                    Field.of("on", new Day()),
                    Field.needed("start", new Time()),
                    Field.needed("lasts", new Lasting(LONG)),
                    Field.of("timezone", new Zone()),
                    Field.of("agreed", new Flag())));

    static final Kind CONTRACT = new Kind(
            "contract",
            "key",
            List.of(),
            List.of(
                    Field.needed("from", new Day()),
                    Field.of("to", new Day()),
                    Field.of(
                            "availability",
                            new Group(List.of(
                                    Field.of("target", new Decimal()),
                                    Field.choice("method", "A", "B"),
                                    Field.choice("unknown-counts-as", "unmeasured", "up", "down")))),
                    Field.of("stabilisation", new Lasting(List.of("s", "m", "h", "d"))),
                    Field.of("relapse", new Lasting(List.of("s", "m", "h", "d"))),
                    Field.of(
                            "pauses",
                            new Several(List.of(
                                    "waiting-for-client",
                                    "waiting-for-third-party",
                                    "access-refused",
                                    "force-majeure",
                                    "planned"))),
                    Field.of("priorities", MATRIX).seldom(),
                    Field.of(
                                    "escalation",
                                    new Group(MILESTONES.stream()
                                            .map(name -> Field.of(name, new Shape.Lines()))
                                            .toList()))
                            .seldom()));

    /** In the order in which somebody who begins needs them. */
    public static final List<Kind> ALL = List.of(
            CLIENT, CALENDAR, SITE, TEAM, PERSON, ROTA, SERVICE_LEVEL, ASSET, SERVICE, CHECK, RULE, WINDOW, CONTRACT);

    public static Optional<Kind> of(String section) {
        return ALL.stream().filter(kind -> kind.section().equals(section)).findFirst();
    }

    /** The client itself and its contract stand alone; everything else is a list. */
    public boolean isSingle() {
        return section.equals("client") || section.equals("contract");
    }

    /** A rule is known by its place. */
    public boolean isOrdered() {
        return keyField.isEmpty();
    }

    /** The names that an object of this kind may have, its key included. */
    Set<String> names() {
        var names = new LinkedHashSet<String>();
        if (!isOrdered()) {
            names.add(keyField);
        }
        for (Field field : fields) {
            names.addAll(names(field));
        }
        return names;
    }

    /** The fields of which one names objects of another section, with the way to them: "when.asset". */
    List<Naming> namings() {
        var found = new ArrayList<Naming>();
        if (keyField.equals("team")) {
            found.add(new Naming("team", "teams"));
        }
        collect(fields, "", found);
        return found;
    }

    record Naming(String path, String section) {}

    private static void collect(List<Field> fields, String before, List<Naming> found) {
        for (Field field : fields) {
            String path = before + field.name();
            switch (field.shape()) {
                case One one -> found.add(new Naming(path, one.section()));
                case Many many -> found.add(new Naming(path, many.section()));
                case InTurn turns -> found.add(new Naming(path, turns.section()));
                case Group group -> collect(group.fields(), path + ".", found);
                case Text _,
                        Shape.Prose _,
                        Shape.Secret _,
                        Whole _,
                        Decimal _,
                        Flag _,
                        Opinion _,
                        Choice _,
                        Several _ -> {}
                case Lasting _, Shape.Target _, Zone _, Day _, Time _, Moment _, Shape.Lines _, Shape.Pairs _ -> {}
                case Hours _, Closures _, Shape.Repetition _, Matrix _, OneOf _ -> {}
            }
        }
    }

    private static Set<String> names(Field field) {
        return field.shape() instanceof OneOf oneOf ? oneOf.groups().keySet() : Set.of(field.name());
    }
}
