package org.vigie.declaration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.vigie.declaration.Shape.Choice;
import org.vigie.declaration.Shape.Decimal;
import org.vigie.declaration.Shape.Lasting;
import org.vigie.declaration.Shape.Lines;
import org.vigie.declaration.Shape.Opinion;
import org.vigie.declaration.Shape.Pairs;
import org.vigie.declaration.Shape.Prose;
import org.vigie.declaration.Shape.Secret;
import org.vigie.declaration.Shape.Text;
import org.vigie.declaration.Shape.Whole;
import org.vigie.monitoring.ProbeSettings;

/**
 * The fields of each type of probe, the usual ones first. Which there are is told by {@link ProbeSettings#FIELDS}; here
 * stands only what is more than a line of text, so that a new probe has a form without a word of this.
 */
final class ProbeFields {
    private static final List<String> ORDER = List.of("icmp", "tcp", "http", "tls", "dns", "host");

    private static final List<String> FIRST = List.of(
            "url",
            "host",
            "port",
            "name",
            "what",
            "type",
            "status",
            "contains",
            "not-contains",
            "matches",
            "server",
            "answer",
            "send",
            "expect",
            "count",
            "loss",
            "warning",
            "critical",
            "warning-time",
            "max-time",
            "only",
            "server-name",
            "method",
            "headers",
            "body",
            "header",
            "redirects",
            "user",
            "password",
            "bearer",
            "verify",
            "ca");

    private static final Map<String, Shape> SHAPES = Map.ofEntries(
            Map.entry("port", new Whole()),
            Map.entry("count", new Whole()),
            Map.entry("loss", new Decimal()),
            Map.entry("warning", new Decimal()),
            Map.entry("critical", new Decimal()),
            Map.entry("warning-time", new Lasting(List.of("ms", "s"))),
            Map.entry("max-time", new Lasting(List.of("ms", "s"))),
            Map.entry("contains", new Lines()),
            Map.entry("not-contains", new Lines()),
            Map.entry("answer", new Lines()),
            Map.entry("only", new Lines()),
            Map.entry("headers", new Pairs()),
            Map.entry("header", new Pairs()),
            Map.entry("body", new Prose()),
            Map.entry("ca", new Prose()),
            Map.entry("method", new Choice(List.of("GET", "HEAD", "POST", "PUT", "OPTIONS"))),
            Map.entry("redirects", new Choice(List.of("follow", "same-host", "none"))),
            Map.entry("what", new Choice(List.of("cpu", "memory", "disk", "network", "load"))),
            Map.entry("verify", new Opinion()));

    /** In a DNS question "type" is the kind of record; days of a certificate are whole, as a part of 1 is not. */
    private static final Map<String, Shape> BY_PLACE = Map.of(
            "dns.type", new Choice(List.of("A", "AAAA", "CNAME", "MX", "NS", "PTR", "SOA", "TXT")),
            "tls.warning", new Whole(),
            "tls.critical", new Whole());

    private static final Map<String, String> NEEDED =
            Map.of("http", "url", "tcp", "port", "dns", "name", "host", "what");

    private static final Set<String> USUAL = Set.of(
            "http.status",
            "http.contains",
            "http.max-time",
            "tcp.host",
            "icmp.host",
            "tls.host",
            "tls.port",
            "tls.warning",
            "tls.critical",
            "dns.type",
            "dns.answer",
            "dns.server",
            "host.warning",
            "host.critical");

    static final Map<String, List<Field>> BY_TYPE = byType();

    private ProbeFields() {}

    private static Map<String, List<Field>> byType() {
        var types = new ArrayList<>(ORDER);
        types.retainAll(ProbeSettings.FIELDS.keySet());
        new TreeSet<>(ProbeSettings.FIELDS.keySet())
                .stream().filter(type -> !types.contains(type)).forEach(types::add);
        var byType = new LinkedHashMap<String, List<Field>>();
        for (String type : types) {
            byType.put(
                    type,
                    new TreeSet<>(ProbeSettings.FIELDS.get(type))
                            .stream()
                                    .sorted((a, b) -> Integer.compare(rank(a), rank(b)))
                                    .map(name -> field(type, name))
                                    .toList());
        }
        return java.util.Collections.unmodifiableMap(byType);
    }

    private static Field field(String type, String name) {
        Shape shape = ProbeSettings.SECRETS.contains(name)
                ? new Secret()
                : BY_PLACE.getOrDefault(type + "." + name, SHAPES.getOrDefault(name, new Text()));
        boolean needed = name.equals(NEEDED.get(type));
        return new Field(name, shape, needed, !needed && !USUAL.contains(type + "." + name));
    }

    private static int rank(String name) {
        int rank = FIRST.indexOf(name);
        return rank < 0 ? FIRST.size() : rank;
    }
}
