package org.vigie.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The product as people start it, whole, with its PostgreSQL, on checks that were declared to it. */
final class VigiePeer implements Peer {
    private static final int HOSTS_A_CLIENT = 1_000;

    @Override
    public String name() {
        return "vigie";
    }

    @Override
    public List<String> packages() {
        return List.of();
    }

    @Override
    public List<Path> programs() {
        return List.of(Path.of("vigie").toAbsolutePath());
    }

    /** Builds it when it is old, so that no compiler runs within the measure. */
    @Override
    public void prepare() throws Exception {
        new ProcessBuilder(programs().getFirst().toString(), "--version")
                .inheritIO()
                .start()
                .waitFor();
    }

    @Override
    public void start(Path folder, Load load, Started started) throws Exception {
        var command = new ArrayList<>(List.of("env", "-u", "VIGIE_DATABASE_URL", "-u", "VIGIE_METRICS_URL"));
        // How fast it starts is not asked here.
        command.add("VIGIE_NO_TRAINING=1");
        command.addAll(List.of(programs().getFirst().toString(), "up", "--port", "0"));
        command.addAll(List.of("--data", folder.resolve("data").toString()));
        for (int from = 0; from < load.hosts(); from += HOSTS_A_CLIENT) {
            command.addAll(List.of("--apply", declaration(folder, load, from).toString()));
        }
        started.run(folder.resolve("vigie.log"), command);
    }

    private static Path declaration(Path folder, Load load, int from) throws Exception {
        int client = from / HOSTS_A_CLIENT;
        var assets = new StringBuilder();
        var checks = new StringBuilder();
        for (int host = from; host < Math.min(load.hosts(), from + HOSTS_A_CLIENT); host++) {
            assets.append("  - {key: h%1$d, kind: server, name: Host %1$d, address: %2$s}%n"
                    .formatted(host, Load.address(host)));
            String terms =
                    "asset: h%d, interval: %ds, timeout: 5s, failures: 3".formatted(host, load.intervalSeconds());
            checks.append("  - {key: h%d-icmp, %s, icmp: {count: 1}}%n".formatted(host, terms))
                    .append("  - {key: h%d-tcp, %s, tcp: {port: %d}}%n".formatted(host, terms, load.tcpPort()));
        }
        return Files.writeString(
                folder.resolve("client-" + client + ".yaml"),
                "client: c%1$d%nname: Client %1$d%nassets:%n%2$schecks:%n%3$s".formatted(client, assets, checks));
    }
}
