package org.vigie.bench;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The exporter probes when Prometheus scrapes it; both are counted, and what Prometheus keeps. */
final class BlackboxPeer implements Peer {
    @Override
    public String name() {
        return "blackbox";
    }

    @Override
    public List<String> packages() {
        return List.of("prometheus", "prometheus-blackbox-exporter");
    }

    @Override
    public List<Path> programs() {
        return List.of(Path.of("/usr/bin/prometheus"), Path.of("/usr/bin/prometheus-blackbox-exporter"));
    }

    @Override
    public void start(Path folder, Load load, Started started) throws Exception {
        int exporter = freePort();
        int server = freePort();
        Path modules = Files.writeString(folder.resolve("blackbox.yml"), """
                modules:
                  icmp: {prober: icmp, timeout: 5s, icmp: {preferred_ip_protocol: ip4}}
                  tcp: {prober: tcp, timeout: 5s, tcp: {preferred_ip_protocol: ip4}}
                """);
        String jobs = IntStream.range(0, 2)
                .mapToObj(
                        kind -> job(kind == 0 ? "icmp" : "tcp", kind == 0 ? "" : ":" + load.tcpPort(), exporter, load))
                .collect(Collectors.joining());
        Path config = Files.writeString(
                folder.resolve("prometheus.yml"),
                "global: {scrape_interval: %1$ds, scrape_timeout: %2$ds}%nscrape_configs:%n%3$s"
                        .formatted(load.intervalSeconds(), Math.min(10, load.intervalSeconds()), jobs));
        started.run(
                folder.resolve("blackbox.log"),
                List.of(
                        "/usr/bin/prometheus-blackbox-exporter",
                        "--config.file=" + modules,
                        "--log.level=error",
                        "--web.listen-address=127.0.0.1:" + exporter));
        started.run(
                folder.resolve("prometheus.log"),
                List.of(
                        "/usr/bin/prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--log.level=warn",
                        "--web.listen-address=127.0.0.1:" + server));
    }

    private static String job(String module, String port, int exporter, Load load) {
        String targets = IntStream.range(0, load.hosts())
                .mapToObj(host -> "\"" + Load.address(host) + port + "\"")
                .collect(Collectors.joining(", "));
        return """
                  - job_name: %1$s
                    metrics_path: /probe
                    params: {module: [%1$s]}
                    static_configs: [{targets: [%2$s]}]
                    relabel_configs:
                      - {source_labels: [__address__], target_label: __param_target}
                      - {source_labels: [__param_target], target_label: instance}
                      - {target_label: __address__, replacement: "127.0.0.1:%3$d"}
                """.formatted(module, targets, exporter).indent(0);
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
