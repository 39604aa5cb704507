package org.vigie.declaration;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.vigie.calendar.BusinessCalendar;
import org.vigie.calendar.CalendarDeclaration;
import org.vigie.calendar.CalendarDefinition;
import org.vigie.calendar.ClockTarget;
import org.vigie.calendar.InvalidCalendar;
import org.vigie.calendar.Rota;
import org.vigie.contracts.Contract;
import org.vigie.contracts.Escalation;
import org.vigie.contracts.EscalationStep;
import org.vigie.contracts.Milestone;
import org.vigie.contracts.PriorityMatrix;
import org.vigie.contracts.ServiceLevel;
import org.vigie.inventory.AssetDeclaration;
import org.vigie.inventory.ServiceDeclaration;
import org.vigie.maintenance.WindowDeclaration;
import org.vigie.monitoring.CheckDeclaration;
import org.vigie.monitoring.ProbeSettings;
import org.vigie.organization.PersonDeclaration;
import org.vigie.organization.SiteDeclaration;
import org.vigie.organization.TeamDeclaration;
import org.vigie.response.Rule;
import org.vigie.shared.Criticality;
import org.vigie.shared.FieldError;
import org.vigie.shared.Priority;
import org.vigie.shared.Refused;
import org.vigie.shared.Severity;

/** One document to records, with every mistake of it. */
final class DeclarationReader {
    static final Set<String> SECTIONS = Set.of(
            "client",
            "name",
            "locale",
            "calendars",
            "sites",
            "teams",
            "people",
            "on-call",
            "service-levels",
            "assets",
            "services",
            "checks",
            "response",
            "windows",
            "contract");
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    /** The ways out of the house that a person may choose to be told by. */
    private static final List<String> WAYS = List.of("email", "webhook");

    private final Reading root;

    DeclarationReader(Value.Fields document) {
        this.root = Reading.of(document).knowing(SECTIONS);
    }

    Reading places() {
        return root;
    }

    /** @throws Refused with all that is wrong */
    Declaration read() {
        var declaration = new Declaration(
                root.key("client"),
                root.required("name"),
                root.language("locale"),
                section("calendars", this::calendar),
                section("sites", this::site),
                section("teams", this::team),
                section("people", this::person),
                section("on-call", this::rota),
                section("service-levels", this::level),
                section("assets", this::asset),
                section("services", this::service),
                section("checks", this::check),
                rules(),
                section("windows", this::window),
                root.object("contract").map(one -> one.isEmpty() ? List.of() : List.of(contract(one))));
        if (!root.errors().isEmpty()) {
            throw Refused.fields(root.errors());
        }
        return declaration;
    }

    private <T> Optional<List<T>> section(String name, Function<Reading, @Nullable T> read) {
        return root.objects(name).map(objects -> {
            var all = new ArrayList<T>();
            var keys = new TreeSet<String>();
            for (Reading object : objects) {
                T one = read.apply(object);
                String key = object.text(name.equals("on-call") ? "team" : "key");
                if (key != null && !keys.add(key)) {
                    object.wrong(name.equals("on-call") ? "team" : "key", "refusal.declared-twice", key);
                }
                if (one != null) {
                    all.add(one);
                }
            }
            return all;
        });
    }

    private @Nullable CalendarDeclaration calendar(Reading of) {
        of.knowing(Kind.CALENDAR.names());
        String key = of.key("key");
        var fields = new LinkedHashMap<String, Object>(of.bareFields());
        fields.remove("key");
        try {
            return new CalendarDeclaration(
                    key, BusinessCalendar.of(CalendarDefinition.parse(fields)).definition());
        } catch (InvalidCalendar invalid) {
            of.wrong(invalid.field(), invalid.words());
            return null;
        }
    }

    private SiteDeclaration site(Reading of) {
        of.knowing(Kind.SITE.names());
        return new SiteDeclaration(of.key("key"), of.required("name"), of.zone("timezone", PARIS), of.text("calendar"));
    }

    private TeamDeclaration team(Reading of) {
        of.knowing(Kind.TEAM.names());
        return new TeamDeclaration(of.key("key"), of.required("name"), of.integer("level", 1, 1, 3));
    }

    private PersonDeclaration person(Reading of) {
        of.knowing(Kind.PERSON.names());
        String email = of.text("email");
        if (email != null && !email.matches("[^@\\s]+@[^@\\s]+")) {
            of.wrong("email", "refusal.declaration.not-email", email);
        }
        List<String> notify = of.texts("notify");
        for (int i = 0; i < notify.size(); i++) {
            if (!WAYS.contains(notify.get(i)) || notify.indexOf(notify.get(i)) < i) {
                of.wrong("notify[" + i + "]", "refusal.choice", notify.get(i), String.join(", ", WAYS));
            }
        }
        return new PersonDeclaration(
                of.key("key"), of.required("name"), email, of.language("locale"), of.keys("teams"), notify);
    }

    private Rota rota(Reading of) {
        of.knowing(Kind.ROTA.names());
        Duration rotation = of.duration("rotation");
        if (rotation != null && rotation.toDays() * 86_400 != rotation.toSeconds()) {
            of.wrong("rotation", "refusal.declaration.not-days");
        }
        List<String> people = of.texts("people");
        if (people.isEmpty()) {
            of.wrong("people", "refusal.declaration.missing", "people");
        }
        return new Rota(
                of.key("team"),
                of.text("calendar"),
                people,
                rotation == null ? 7 : (int) Math.max(1, rotation.toDays()),
                of.moment("from"),
                of.zone("timezone", PARIS));
    }

    private ServiceLevel level(Reading of) {
        of.knowing(Kind.SERVICE_LEVEL.names());
        var targets = new LinkedHashMap<String, Map<Priority, Map<Milestone, String>>>();
        for (String kind : List.of("incident", "request", "problem", "change")) {
            of.object(kind).ifPresent(priorities -> targets.put(kind, priorities(priorities)));
        }
        return new ServiceLevel(of.key("key"), of.key("calendar"), targets);
    }

    private Map<Priority, Map<Milestone, String>> priorities(Reading of) {
        of.knowing(Set.of("P1", "P2", "P3", "P4"));
        var priorities = new EnumMap<Priority, Map<Milestone, String>>(Priority.class);
        for (Priority priority : Priority.values()) {
            of.object(priority.name()).ifPresent(targets -> {
                targets.knowing(Set.of("respond", "restore", "resolve"));
                var milestones = new EnumMap<Milestone, String>(Milestone.class);
                for (Milestone milestone : Milestone.values()) {
                    String name = milestone.name().toLowerCase(Locale.ROOT);
                    String target = targets.text(name);
                    if (target != null) {
                        target(targets, name, target).ifPresent(written -> milestones.put(milestone, written));
                    }
                }
                priorities.put(priority, milestones);
            });
        }
        return priorities;
    }

    private static Optional<String> target(Reading of, String name, String target) {
        try {
            return Optional.of(ClockTarget.parse(target).written());
        } catch (IllegalArgumentException malformed) {
            of.wrong(name, "refusal.declaration.not-target", target);
            return Optional.empty();
        }
    }

    private AssetDeclaration asset(Reading of) {
        of.knowing(Kind.ASSET.names());
        return new AssetDeclaration(
                of.key("key"),
                of.required("kind"),
                of.required("name"),
                of.text("address"),
                of.text("site"),
                of.choice("criticality", Criticality.class, Criticality.NORMAL),
                of.keys("depends-on"));
    }

    private ServiceDeclaration service(Reading of) {
        of.knowing(Kind.SERVICE.names());
        return new ServiceDeclaration(
                of.key("key"),
                of.required("name"),
                of.choice("criticality", Criticality.class, Criticality.NORMAL),
                of.text("service-level"),
                of.keys("depends-on"));
    }

    private @Nullable CheckDeclaration check(Reading of) {
        of.knowing(Kind.CHECK.names());
        var types =
                of.names().stream().filter(ProbeSettings.FIELDS::containsKey).toList();
        if (types.size() != 1) {
            of.wrong(
                    "",
                    "refusal.declaration.one-probe",
                    String.join(", ", new TreeSet<>(ProbeSettings.FIELDS.keySet())));
            return null;
        }
        String type = types.getFirst();
        Duration interval = of.duration("interval");
        Duration usual = interval == null ? Duration.ofMinutes(1) : interval;
        Duration timeout = of.duration("timeout");
        if (timeout == null) {
            timeout = usual.compareTo(Duration.ofSeconds(20)) < 0 ? usual.dividedBy(2) : Duration.ofSeconds(10);
        } else if (timeout.compareTo(usual) > 0) {
            of.wrong("timeout", "refusal.declaration.timeout", timeout, usual);
        }
        var settings = of.object(type);
        settings.ifPresent(probe -> probe.knowing(ProbeSettings.FIELDS.getOrDefault(type, Set.of())));
        return new CheckDeclaration(
                of.key("key"),
                of.key("asset"),
                type,
                settings.map(Reading::bareFields).orElse(Map.of()),
                usual,
                timeout,
                of.integer("failures", 3, 1, 20),
                of.duration("retry"),
                of.text("symptom"),
                of.has("availability") ? of.flag("availability", true) : null);
    }

    private Optional<List<Rule>> rules() {
        return root.objects("response")
                .map(objects -> IntStream.range(0, objects.size())
                        .mapToObj(i -> rule(objects.get(i), i + 1))
                        .toList());
    }

    private Rule rule(Reading of, int position) {
        of.knowing(Kind.RULE.names());
        var when = of.object("when");
        when.ifPresent(reading -> reading.knowing(Set.of("severity", "symptom", "asset")));
        String open = of.text("open");
        if (open != null && !open.equals("incident")) {
            of.wrong("open", "refusal.choice", open, "incident");
        }
        return new Rule(
                position,
                when.filter(reading -> reading.has("severity"))
                        .map(reading -> reading.choice("severity", Severity.class, Severity.CRITICAL))
                        .orElse(null),
                when.map(reading -> reading.text("symptom")).orElse(null),
                when.map(reading -> reading.text("asset")).orElse(null),
                open,
                of.text("team"),
                of.flag("resolve-when-cleared", false));
    }

    private WindowDeclaration window(Reading of) {
        of.knowing(Kind.WINDOW.names());
        Duration lasts = of.duration("lasts");
        if (lasts == null && of.errors().isEmpty()) {
            of.wrong("lasts", "refusal.declaration.missing", "lasts");
        }
        if (lasts != null && lasts.compareTo(Duration.ofDays(31)) > 0) {
            of.wrong("lasts", "refusal.maintenance.lasts", lasts, Duration.ofDays(31));
        }
        LocalDate on = of.date("on");
        String rule = of.text("rule");
        if (on == null && rule == null) {
            of.wrong("rule", "refusal.declaration.missing", "rule");
        }
        return new WindowDeclaration(
                of.key("key"),
                of.keys("assets"),
                rule,
                on,
                of.time("start"),
                lasts == null ? Duration.ofHours(1) : lasts,
                of.zone("timezone", PARIS),
                of.flag("agreed", false));
    }

    private Contract contract(Reading of) {
        of.knowing(Kind.CONTRACT.names());
        LocalDate from = of.date("from");
        if (from == null) {
            of.wrong("from", "refusal.declaration.missing", "from");
        }
        LocalDate to = of.date("to");
        if (from != null && to != null && to.isBefore(from)) {
            of.wrong("to", "refusal.declaration.ends-before");
        }
        return new Contract(
                of.key("key"),
                from == null ? LocalDate.EPOCH : from,
                to,
                of.object("availability").map(this::availability).orElse(null),
                of.durationOrZero("stabilisation", Contract.DEFAULT_STABILISATION),
                of.durationOrZero("relapse", Contract.DEFAULT_RELAPSE),
                of.keys("pauses"),
                of.object("priorities").map(DeclarationReader::matrix).orElse(PriorityMatrix.USUAL),
                of.object("escalation").map(DeclarationReader::escalation).orElse(Escalation.NONE));
    }

    private static Escalation escalation(Reading of) {
        of.knowing(Set.of("respond", "restore", "resolve"));
        var steps = new EnumMap<Milestone, List<EscalationStep>>(Milestone.class);
        for (Milestone milestone : Milestone.values()) {
            steps.put(milestone, steps(of, milestone.written()));
        }
        return new Escalation(steps);
    }

    private static List<EscalationStep> steps(Reading of, String name) {
        List<String> lines = of.oneOrMore(name);
        var steps = new ArrayList<EscalationStep>();
        for (int i = 0; i < lines.size(); i++) {
            Optional<EscalationStep> step = EscalationStep.parse(lines.get(i));
            if (step.isEmpty()) {
                of.wrong(name + "[" + i + "]", "refusal.declaration.not-step", lines.get(i));
            } else {
                steps.add(step.get());
            }
        }
        if (lines.size() > Escalation.MOST) {
            of.wrong(name, "refusal.declaration.many-steps", Escalation.MOST);
            return List.of();
        }
        Optional<EscalationStep.Point> twice = Escalation.twice(steps);
        twice.ifPresent(point -> of.wrong(name, "refusal.declaration.step-twice", point.written()));
        return twice.isPresent() ? List.of() : steps;
    }

    private static PriorityMatrix matrix(Reading of) {
        Set<String> grades = Set.copyOf(PriorityMatrix.GRADES);
        of.knowing(grades);
        var said = new HashMap<String, Map<String, Priority>>();
        for (String impact : PriorityMatrix.GRADES) {
            of.object(impact).ifPresent(row -> {
                row.knowing(grades);
                var priorities = new HashMap<String, Priority>();
                PriorityMatrix.GRADES.stream()
                        .filter(row::has)
                        .forEach(urgency -> priorities.put(
                                urgency,
                                row.choice(urgency, Priority.class, PriorityMatrix.USUAL.priority(impact, urgency))));
                said.put(impact, priorities);
            });
        }
        return PriorityMatrix.of(said);
    }

    private Contract.Availability availability(Reading of) {
        of.knowing(Set.of("target", "method", "unknown-counts-as"));
        BigDecimal target = BigDecimal.ZERO;
        try {
            target = new BigDecimal(of.required("target"));
        } catch (NumberFormatException notANumber) {
            of.wrong("target", "refusal.declaration.not-percent");
        }
        // Four decimals are kept; more would read back as another figure.
        if (target.scale() > 4 || target.signum() < 0 || target.compareTo(BigDecimal.valueOf(100)) > 0) {
            of.wrong("target", "refusal.declaration.not-percent");
        }
        return new Contract.Availability(
                target,
                of.choice("method", Contract.Method.class, Contract.Method.A),
                of.choice("unknown-counts-as", Contract.UnknownCountsAs.class, Contract.UnknownCountsAs.UNMEASURED));
    }

    /** What a room refused, with the line of the field that it named. */
    Refused placed(Refused refused) {
        if (refused.kind() != Refused.Kind.INVALID) {
            return refused;
        }
        if (refused.errors().isEmpty()) {
            return Refused.fields(List.of(new FieldError("", root.lineOf(""), refused.rule())));
        }
        return Refused.fields(refused.errors().stream().map(this::placed).toList());
    }

    private FieldError placed(FieldError error) {
        String path = path(error);
        return new FieldError(path, root.lineOf(path), error.rule());
    }

    /** "assets.depends-on" with the key as first argument points at that asset. */
    private String path(FieldError error) {
        String field = error.field();
        int dot = field.indexOf('.');
        if (field.indexOf('[') < 0 && dot > 0 && !error.rule().args().isEmpty()) {
            String section = field.substring(0, dot);
            String key = error.rule().args().getFirst();
            var objects = root.objects(section).orElse(List.of());
            String name = section.equals("on-call") ? "team" : "key";
            for (Reading object : objects) {
                if (key.equals(object.text(name)) || key.startsWith(object.text(name) + " ")) {
                    return object.path() + field.substring(dot);
                }
            }
            // Some rooms name the value that is wrong and not the object.
            for (Reading object : objects) {
                if (object.bare(field.substring(dot + 1)) instanceof String value && key.equals(value)) {
                    return object.path() + field.substring(dot);
                }
            }
        }
        return field;
    }
}
