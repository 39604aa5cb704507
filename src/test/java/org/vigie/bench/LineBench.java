package org.vigie.bench;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.vigie.survival.Outside;
import org.vigie.survival.ServerProcess;
import org.vigie.survival.Street;

/**
 * From a fault to its incident, on a whole server with a durable database: from the answer of the watched service that
 * confirms the fault to the ticket's row, and the row of the page to whoever is on call, as another connection sees them.
 */
final class LineBench {
    private static final int FAULTS = 200;

    private LineBench() {}

    static void run(PrintStream out) throws Exception {
        Path folder = Files.createTempDirectory("vigie-line-bench");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        try (var street = new Street();
                var server = new ServerProcess(
                        folder.resolve("data"),
                        folder.resolve("console"),
                        Map.of(),
                        "-XX:TieredStopAtLevel=4",
                        "-XX:+UseCompactObjectHeaders",
                        "-Xmx1g")) {
            server.start();
            var keys = new ArrayList<String>();
            for (int i = 0; i < 2 * FAULTS; i++) {
                keys.add("s%03d".formatted(i));
            }
            var applied = server.call()
                    .apply(street.declarations("client", keys.toArray(String[]::new))
                            .replace("failures: 2", "failures: 1"));
            if (applied.statusCode() != 200) {
                throw new IllegalStateException(applied.body());
            }
            try (var inside = new Outside(server.lookInside())) {
                ServerProcess.await(
                        "all checks are well",
                        () -> inside.number("select count(*) from monitoring.check_state where state = 'OK'")
                                == keys.size());
                measure(out, "steady, 10 faults a second", 100, keys.subList(0, FAULTS), street, inside);
                measure(
                        out,
                        "burst, all within one interval of 5 s",
                        0,
                        keys.subList(FAULTS, 2 * FAULTS),
                        street,
                        inside);
            }
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private static void measure(
            PrintStream out, String what, int pause, List<String> shops, Street street, Outside inside)
            throws Exception {
        Thread.ofVirtual().start(() -> {
            for (String shop : shops) {
                street.turn("client-" + shop, true);
                try {
                    Thread.sleep(pause);
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        var tickets = new HashMap<String, Long>();
        var pages = new HashMap<String, Long>();
        long until = System.nanoTime() + 180_000_000_000L;
        while ((tickets.size() < shops.size() || pages.size() < shops.size()) && System.nanoTime() < until) {
            see(inside, tickets, """
                    select c.key from response.alert_ticket l join alerting.alert a on a.id = l.alert_id
                    join monitoring.checks c on c.id = a.check_id
                    join servicedesk.ticket t on t.number = l.ticket_number
                    """, shops);
            see(inside, pages, """
                    select c.key from notification.delivery d
                    join response.alert_ticket l on d.link = '/tickets/' || l.ticket_number
                    join alerting.alert a on a.id = l.alert_id join monitoring.checks c on c.id = a.check_id
                    """, shops);
            Thread.sleep(5);
        }
        tell(out, what + ": fault to ticket", tickets, street);
        tell(out, what + ": fault to page", pages, street);
    }

    private static void see(Outside inside, Map<String, Long> seen, String sql, List<String> shops) throws Exception {
        var rows = inside.rows(sql);
        long now = System.nanoTime();
        for (var row : rows) {
            if (shops.contains(row.text("key"))) {
                seen.putIfAbsent(row.text("key"), now);
            }
        }
    }

    private static void tell(PrintStream out, String what, Map<String, Long> seen, Street street) {
        var took = seen.entrySet().stream()
                .map(one -> (one.getValue() - street.firstAnswerInThisMood("client-" + one.getKey())) / 1_000_000)
                .sorted()
                .toList();
        out.printf(
                Locale.ROOT,
                "%s: %d of %d, p50 %d ms, p99 %d ms, max %d ms%n",
                what,
                took.size(),
                FAULTS,
                took.get(took.size() / 2),
                took.get(took.size() * 99 / 100),
                took.getLast());
    }
}
