package org.vigie.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** With check_icmp and the tweaks that its manual gives for large installations. */
final class Nagios4Peer implements Peer {
    @Override
    public String name() {
        return "nagios4";
    }

    @Override
    public List<String> packages() {
        return List.of("nagios4-core", "monitoring-plugins-basic", "monitoring-plugins-standard");
    }

    @Override
    public List<Path> programs() {
        return List.of(
                Path.of("/usr/sbin/nagios4"),
                Path.of("/usr/lib/nagios/plugins/check_icmp"),
                Path.of("/usr/lib/nagios/plugins/check_tcp"));
    }

    @Override
    public void start(Path folder, Load load, Started started) throws Exception {
        var objects = new StringBuilder("""
                define timeperiod { timeperiod_name always
                  alias always
                  monday 00:00-24:00
                  tuesday 00:00-24:00
                  wednesday 00:00-24:00
                  thursday 00:00-24:00
                  friday 00:00-24:00
                  saturday 00:00-24:00
                  sunday 00:00-24:00 }
                define command { command_name icmp
                  command_line /usr/lib/nagios/plugins/check_icmp -n 1 -H $HOSTADDRESS$ }
                define command { command_name tcp
                  command_line /usr/lib/nagios/plugins/check_tcp -H $HOSTADDRESS$ -p %d }
                define command { command_name nothing
                  command_line /bin/true }
                define contact { contact_name nobody
                  host_notifications_enabled 0
                  service_notifications_enabled 0
                  host_notification_commands nothing
                  service_notification_commands nothing
                  host_notification_period always
                  service_notification_period always }
                """.formatted(load.tcpPort()));
        String terms = """
                  check_interval %1$d
                  retry_interval %1$d
                  max_check_attempts 3
                  check_period always
                  contacts nobody
                  notifications_enabled 0 }
                """.formatted(load.intervalSeconds());
        for (int i = 0; i < load.hosts(); i++) {
            objects.append("define host { host_name h%d\n  address %s\n  check_command icmp\n"
                            .formatted(i, Load.address(i)))
                    .append(terms)
                    .append("define service { host_name h%d\n  service_description tcp\n  check_command tcp\n"
                            .formatted(i))
                    .append(terms);
        }
        Path config = Files.writeString(folder.resolve("nagios.cfg"), """
                cfg_file=%1$s/objects.cfg
                log_file=%1$s/own/nagios.log
                object_cache_file=%1$s/own/objects.cache
                status_file=%1$s/own/status.dat
                state_retention_file=%1$s/own/retention.dat
                check_result_path=%1$s/own/results
                command_file=%1$s/own/nagios.cmd
                query_socket=%1$s/own/nagios.qh
                temp_file=%1$s/own/nagios.tmp
                temp_path=%1$s/own
                lock_file=%1$s/own/nagios.pid
                nagios_user=nagios
                nagios_group=nagios
                interval_length=1
                execute_service_checks=1
                execute_host_checks=1
                enable_notifications=0
                host_inter_check_delay_method=s
                service_inter_check_delay_method=s
                max_host_check_spread=1
                max_service_check_spread=1
                max_concurrent_checks=0
                use_large_installation_tweaks=1
                enable_environment_macros=0
                check_for_updates=0
                status_update_interval=30
                use_syslog=0
                """.formatted(folder));
        // It reads one directive a line, and a bracket on a line of its own.
        Files.writeString(
                folder.resolve("objects.cfg"),
                objects.toString().replace("{ ", "{\n  ").replace(" }\n", "\n}\n"));
        Path own = Files.createDirectories(folder.resolve("own"));
        Peers.giveTo("nagios", Files.createDirectories(own.resolve("results")));
        Peers.giveTo("nagios", own);
        started.run(folder.resolve("nagios.log"), List.of("/usr/sbin/nagios4", config.toString()));
    }
}
