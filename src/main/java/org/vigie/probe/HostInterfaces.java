package org.vigie.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What went through the network interfaces since they came up. */
final class HostInterfaces {
    record Counters(double received, double sent, double errors, double dropped) {}

    private HostInterfaces() {}

    /** All but the loopback and the virtual ends of containers, or exactly those named. */
    static SortedMap<String, Counters> read(Path proc, Set<String> only) throws IOException {
        var counters = new TreeMap<String, Counters>();
        List<String> lines = Files.readAllLines(proc.resolve("self/net/dev"), StandardCharsets.US_ASCII);
        for (String line : lines.subList(Math.min(2, lines.size()), lines.size())) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                continue;
            }
            String name = line.substring(0, colon).trim();
            boolean wanted = only.isEmpty() ? !name.equals("lo") && !name.startsWith("veth") : only.contains(name);
            if (wanted) {
                String[] field = line.substring(colon + 1).trim().split("\\s+");
                counters.put(
                        name,
                        new Counters(
                                at(field, 0),
                                at(field, 8),
                                at(field, 2) + at(field, 10),
                                at(field, 3) + at(field, 11)));
            }
        }
        for (String name : only) {
            if (!counters.containsKey(name)) {
                throw new NoSuchFileException(name);
            }
        }
        return counters;
    }

    private static double at(String[] field, int index) {
        return Double.parseDouble(field[index]);
    }
}
