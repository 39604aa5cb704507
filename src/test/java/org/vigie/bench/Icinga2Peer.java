package org.vigie.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** With check_icmp, which costs it less than its default check_ping, and as many checks at once as it likes. */
final class Icinga2Peer implements Peer {
    @Override
    public String name() {
        return "icinga2";
    }

    @Override
    public List<String> packages() {
        return List.of("icinga2-bin", "monitoring-plugins-basic", "monitoring-plugins-standard");
    }

    @Override
    public List<Path> programs() {
        return List.of(
                Path.of("/usr/sbin/icinga2"),
                Path.of("/usr/lib/nagios/plugins/check_icmp"),
                Path.of("/usr/lib/nagios/plugins/check_tcp"));
    }

    @Override
    public void start(Path folder, Load load, Started started) throws Exception {
        Path config = Files.writeString(
                folder.resolve("icinga2.conf"), """
                const PluginDir = "/usr/lib/nagios/plugins"
                const MaxConcurrentChecks = 1024
                include <itl>
                include <plugins>
                object CheckerComponent "checker" { }
                for (i in range(%1$d)) {
                  object Host "h" + i use (i) {
                    check_command = "icmp"
                    address = "127.1." + Math.floor(i / 256) + "." + (i %% 256)
                    vars.icmp_packets = 1
                    check_interval = %2$ds
                    retry_interval = %2$ds
                    enable_notifications = false
                  }
                  object Service "tcp" use (i) {
                    host_name = "h" + i
                    check_command = "tcp"
                    vars.tcp_port = %3$d
                    check_interval = %2$ds
                    retry_interval = %2$ds
                    enable_notifications = false
                  }
                }
                """.formatted(load.hosts(), load.intervalSeconds(), load.tcpPort()));
        var command = new ArrayList<>(List.of("/usr/sbin/icinga2", "daemon", "-x", "warning", "-c", config.toString()));
        for (String part : List.of("Data", "Log", "Cache", "Spool", "InitRun")) {
            Path own = Files.createDirectories(folder.resolve(part));
            command.add("-D" + part + "Dir=" + own);
            Peers.giveTo("nagios", own);
        }
        command.add("-DPidPath=" + folder.resolve("InitRun/icinga2.pid"));
        started.run(folder.resolve("icinga2.log"), command);
    }
}
