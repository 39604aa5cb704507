package org.vigie.api.health;

import java.util.List;
import java.util.Map;

/** Writes figures in the OpenMetrics text format 1.0. A counter's name is given without its "_total". */
final class OpenMetrics {
    static final String TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private static final List<String> UNITS = List.of("seconds", "bytes");

    private final StringBuilder text = new StringBuilder();

    OpenMetrics gauge(String name, String help, double value) {
        return family(name, "gauge", help).sample(name, Map.of(), value);
    }

    OpenMetrics counter(String name, String help, double value) {
        return family(name, "counter", help).sample(name + "_total", Map.of(), value);
    }

    OpenMetrics family(String name, String type, String help) {
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        UNITS.stream()
                .filter(unit -> name.endsWith("_" + unit))
                .forEach(unit -> text.append("# UNIT ")
                        .append(name)
                        .append(' ')
                        .append(unit)
                        .append('\n'));
        text.append("# HELP ").append(name).append(' ').append(escaped(help)).append('\n');
        return this;
    }

    OpenMetrics sample(String name, Map<String, String> labels, double value) {
        text.append(name);
        if (!labels.isEmpty()) {
            text.append('{');
            String[] comma = {""};
            new java.util.TreeMap<>(labels).forEach((label, given) -> {
                text.append(comma[0])
                        .append(label)
                        .append("=\"")
                        .append(escaped(given))
                        .append('"');
                comma[0] = ",";
            });
            text.append('}');
        }
        text.append(' ').append(number(value)).append('\n');
        return this;
    }

    String end() {
        return text + "# EOF\n";
    }

    private static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
    }
}
