package org.vigie.monitoring;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigie.probe.Credentials;
import org.vigie.probe.DnsSpec;
import org.vigie.probe.HttpExpectation;
import org.vigie.probe.HttpSpec;
import org.vigie.probe.IcmpSpec;
import org.vigie.probe.InvalidProbe;
import org.vigie.probe.Levels;
import org.vigie.probe.LocalHostSpec;
import org.vigie.probe.ProbeSpec;
import org.vigie.probe.Redirects;
import org.vigie.probe.TcpSpec;
import org.vigie.probe.TlsSpec;
import org.vigie.probe.Trust;
import org.vigie.shared.Refused;

/** Reads a probe in the words of the declarations. */
public final class ProbeSettings {
    /** The fields that each type of probe knows. */
    public static final Map<String, Set<String>> FIELDS = Map.of(
            "http",
                    Set.of(
                            "url",
                            "method",
                            "headers",
                            "body",
                            "status",
                            "contains",
                            "not-contains",
                            "matches",
                            "header",
                            "warning-time",
                            "max-time",
                            "redirects",
                            "user",
                            "password",
                            "bearer",
                            "ca",
                            "verify"),
            "tcp", Set.of("host", "port", "send", "expect", "warning-time", "max-time"),
            "icmp", Set.of("host", "count", "loss", "warning-time", "max-time"),
            "tls", Set.of("host", "port", "server-name", "warning", "critical", "ca"),
            "dns", Set.of("name", "type", "server", "port", "answer", "warning-time", "max-time"),
            "host", Set.of("what", "warning", "critical", "only"));

    /** Kept sealed, never shown. */
    public static final Set<String> SECRETS = Set.of("password", "bearer");

    /** What stands for a secret where it is shown; given back, it means the secret that is there. */
    public static final String MASK = "***";

    private final String type;
    private final Map<String, Object> settings;
    private final @Nullable String address;

    private ProbeSettings(String type, Map<String, Object> settings, @Nullable String address) {
        this.type = type;
        this.settings = settings;
        this.address = address;
    }

    /**
     * The probe that these settings ask for.
     *
     * @param address of the asset, used where the settings name no host
     * @throws Refused naming the field and the rule
     */
    public static ProbeSpec parse(String type, Map<String, Object> settings, @Nullable String address) {
        Set<String> known = FIELDS.get(type);
        if (known == null) {
            throw Refused.field("type", "refusal.monitoring.type", type);
        }
        for (String field : settings.keySet()) {
            if (!known.contains(field)) {
                throw Refused.field(type + "." + field, "refusal.monitoring.field", field, String.join(", ", known));
            }
        }
        try {
            return new ProbeSettings(type, settings, address).read();
        } catch (InvalidProbe invalid) {
            throw Refused.field(
                    type + "." + declared(type, invalid.field()),
                    invalid.rule(),
                    invalid.args().toArray());
        }
    }

    /** Who is given the secrets: scheme, host and port of the address asked, its text where it has none. */
    static String askedServer(Map<String, Object> settings) {
        String url = String.valueOf(settings.get("url"));
        try {
            var uri = java.net.URI.create(url);
            return uri.getHost() == null
                    ? url
                    : (uri.getScheme() + "://" + uri.getHost() + ":" + uri.getPort())
                            .toLowerCase(java.util.Locale.ROOT);
        } catch (IllegalArgumentException noUri) {
            return url;
        }
    }

    /** The name under which people wrote what the probe's room calls by its own. */
    private static String declared(String type, String field) {
        return switch (field) {
            case "containsNot" -> "not-contains";
            case "regex" -> "matches";
            case "statuses" -> "status";
            case "expected" -> "answer";
            case "authorityPem" -> "ca";
            case "serverName" -> "server-name";
            case "warningDays" -> "warning";
            case "criticalDays" -> "critical";
            case "credentials.user" -> "user";
            case "credentials.token" -> "bearer";
            case "loss.warning", "loss.critical" -> "loss";
            case "levels.warning" -> type.equals("host") ? "warning" : type.equals("icmp") ? "loss" : "warning-time";
            case "levels.critical" -> type.equals("host") ? "critical" : type.equals("icmp") ? "loss" : "max-time";
            default -> field;
        };
    }

    private ProbeSpec read() {
        return switch (type) {
            case "http" -> http();
            case "tcp" -> new TcpSpec(host(), port(-1), text("send"), text("expect"), times());
            case "icmp" -> new IcmpSpec(host(), number("count", 1).intValue(), loss(), times());
            case "tls" ->
                new TlsSpec(
                        host(),
                        port(443),
                        text("server-name"),
                        number("warning", 21).intValue(),
                        number("critical", 7).intValue(),
                        trust());
            case "dns" ->
                new DnsSpec(
                        required("name"),
                        textOr("type", "A"),
                        text("server"),
                        port(53),
                        Set.copyOf(texts("answer")),
                        times());
            case "host" -> localHost();
            default -> throw Refused.field("type", "refusal.monitoring.type", type);
        };
    }

    private HttpSpec http() {
        var statuses = texts("status");
        var expected = new HttpExpectation(
                statuses.isEmpty() ? List.of("2xx") : statuses,
                texts("contains"),
                texts("not-contains"),
                text("matches"),
                map("header"));
        Credentials who = new Credentials.None();
        if (text("bearer") != null) {
            who = new Credentials.Bearer(required("bearer"));
        } else if (text("user") != null) {
            who = new Credentials.Basic(required("user"), textOr("password", ""));
        }
        return new HttpSpec(
                required("url"),
                textOr("method", "GET"),
                map("headers"),
                text("body"),
                who,
                expected,
                times(),
                switch (textOr("redirects", "follow")) {
                    case "follow" -> Redirects.follow();
                    case "none" -> Redirects.none();
                    case "same-host" -> Redirects.sameHost();
                    default ->
                        throw Refused.field(
                                "http.redirects", "refusal.choice", textOr("redirects", ""), "follow, none, same-host");
                },
                trust());
    }

    private LocalHostSpec localHost() {
        var what = switch (required("what").toLowerCase(Locale.ROOT)) {
            case "cpu" -> LocalHostSpec.What.CPU;
            case "memory" -> LocalHostSpec.What.MEMORY;
            case "disk", "disks" -> LocalHostSpec.What.DISKS;
            case "network" -> LocalHostSpec.What.NETWORK;
            case "load" -> LocalHostSpec.What.LOAD;
            default ->
                throw Refused.field(
                        "host.what", "refusal.choice", textOr("what", ""), "cpu, memory, disk, network, load");
        };
        var usual = LocalHostSpec.of(what);
        var levels = new Levels(
                settings.containsKey("warning")
                        ? Double.valueOf(number("warning", 0).doubleValue())
                        : usual.levels().warning(),
                settings.containsKey("critical")
                        ? Double.valueOf(number("critical", 0).doubleValue())
                        : usual.levels().critical());
        return new LocalHostSpec(what, levels, Set.copyOf(texts("only")));
    }

    /** Response times in seconds, or in the form of a duration ("800ms", "2s"). */
    private Levels times() {
        return new Levels(seconds("warning-time"), seconds("max-time"));
    }

    private Levels loss() {
        return settings.containsKey("loss") ? new Levels(null, number("loss", 1).doubleValue()) : Levels.none();
    }

    private @Nullable Double seconds(String field) {
        Object value = settings.get(field);
        return switch (value) {
            case null -> null;
            case Number number -> number.doubleValue();
            default -> {
                String text = value.toString();
                try {
                    yield text.endsWith("ms")
                            ? Double.parseDouble(text.substring(0, text.length() - 2)) / 1000
                            : Double.parseDouble(text.endsWith("s") ? text.substring(0, text.length() - 1) : text);
                } catch (NumberFormatException notATime) {
                    throw Refused.field(type + "." + field, "refusal.monitoring.time", text);
                }
            }
        };
    }

    private Trust trust() {
        if (Boolean.FALSE.equals(settings.get("verify"))) {
            return Trust.anyone();
        }
        String authority = text("ca");
        return authority == null ? Trust.publicAuthorities() : Trust.also(authority);
    }

    private String host() {
        String host = text("host");
        if (host == null && address == null) {
            throw Refused.field(type + ".host", "refusal.monitoring.host");
        }
        return host != null ? host : String.valueOf(address);
    }

    private int port(int usual) {
        if (usual < 0 && !settings.containsKey("port")) {
            throw Refused.field(type + ".port", "refusal.required");
        }
        return number("port", usual).intValue();
    }

    private Number number(String field, Number usual) {
        Object value = settings.get(field);
        return switch (value) {
            case null -> usual;
            case Number number -> number;
            default -> throw Refused.field(type + "." + field, "refusal.monitoring.number", value);
        };
    }

    private String required(String field) {
        String text = text(field);
        if (text == null || text.isBlank()) {
            throw Refused.field(type + "." + field, "refusal.required");
        }
        return text;
    }

    private String textOr(String field, String usual) {
        String text = text(field);
        return text == null ? usual : text;
    }

    private @Nullable String text(String field) {
        Object value = settings.get(field);
        return value == null ? null : value.toString();
    }

    private List<String> texts(String field) {
        Object value = settings.get(field);
        return switch (value) {
            case null -> List.of();
            case List<?> list -> list.stream().map(String::valueOf).toList();
            default -> List.of(value.toString());
        };
    }

    private Map<String, String> map(String field) {
        Object value = settings.get(field);
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw Refused.field(type + "." + field, "refusal.monitoring.map");
        }
        var texts = new LinkedHashMap<String, String>();
        map.forEach((name, text) -> texts.put(String.valueOf(name), String.valueOf(text)));
        return texts;
    }
}
