package org.vigie.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Simple checks by fping and by its pollers, enough of both, on a PostgreSQL of the distribution that is its own. */
final class ZabbixPeer implements Peer {
    private static final Path SCHEMA = Path.of("/usr/share/zabbix-server-pgsql");

    /** What the server refuses to start without; the templates that it comes with take minutes to load. */
    private static final Pattern NEEDED =
            Pattern.compile("(?i)insert into (config|config_autoreg_tls|dbversion|role|users|usrgrp|hstgrp) ");

    @Override
    public String name() {
        return "zabbix";
    }

    @Override
    public List<String> packages() {
        return List.of("zabbix-server-pgsql", "postgresql", "fping");
    }

    @Override
    public List<Path> programs() {
        return List.of(
                Path.of("/usr/sbin/zabbix_server"),
                Path.of("/usr/bin/fping"),
                Path.of("/usr/bin/psql"),
                SCHEMA.resolve("schema.sql.gz"));
    }

    @Override
    public void start(Path folder, Load load, Started started) throws Exception {
        int database = freePort();
        startPostgres(folder, database, started);
        load(folder, database, load);
        Path config = Files.writeString(folder.resolve("zabbix.conf"), """
                LogType=file
                LogFile=%1$s/zabbix.log
                PidFile=%1$s/own/zabbix.pid
                SocketDir=%1$s/own
                DBHost=127.0.0.1
                DBPort=%2$d
                DBName=zabbix
                DBUser=postgres
                ListenIP=127.0.0.1
                ListenPort=%3$d
                AllowRoot=1
                User=root
                FpingLocation=/usr/bin/fping
                StartPollers=40
                StartPingers=20
                StartTrappers=1
                StartDiscoverers=0
                StartPollersUnreachable=1
                CacheSize=512M
                HistoryCacheSize=128M
                HistoryIndexCacheSize=64M
                ValueCacheSize=64M
                """.formatted(folder, database, lowPort()));
        Files.createDirectories(folder.resolve("own"));
        started.run(folder.resolve("zabbix.out"), List.of("/usr/sbin/zabbix_server", "-f", "-c", config.toString()));
    }

    private static void startPostgres(Path folder, int port, Started started) throws Exception {
        Path programs;
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            programs = versions.max(Path::compareTo).orElseThrow().resolve("bin");
        }
        Path data = Files.createDirectories(folder.resolve("database"));
        Peers.giveTo("postgres", data);
        var initdb = asPostgres(programs.resolve("initdb"), "-D", data.toString(), "-A", "trust", "-E", "UTF8");
        initdb.add("--locale=C");
        run(initdb, folder.resolve("initdb.log"), null);
        var postgres = asPostgres(programs.resolve("postgres"), "-D", data.toString(), "-p", String.valueOf(port));
        postgres.addAll(List.of(
                "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=200"));
        started.run(folder.resolve("postgres.log"), postgres);
    }

    /** PostgreSQL refuses to run as root. */
    private static ArrayList<String> asPostgres(Path program, String... args) {
        var command = new ArrayList<>(
                List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", program.toString()));
        command.addAll(List.of(args));
        return command;
    }

    private static void load(Path folder, int port, Load load) throws Exception {
        for (int attempt = 1; !psql(folder, port, "postgres", null, "create database zabbix"); attempt++) {
            if (attempt == 30) {
                throw new IOException("its PostgreSQL does not answer");
            }
            Thread.sleep(1000);
        }
        for (String part : List.of("schema.sql.gz", "data.sql.gz")) {
            Path plain = folder.resolve(part.replace(".gz", ""));
            try (var packed = new BufferedReader(new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(SCHEMA.resolve(part))), StandardCharsets.UTF_8))) {
                Files.write(
                        plain,
                        packed.lines()
                                .filter(line -> part.startsWith("schema")
                                        || NEEDED.matcher(line).lookingAt())
                                .toList());
            }
            if (!psql(folder, port, "zabbix", plain, null)) {
                throw new IOException("its schema could not be loaded: " + part);
            }
        }
        Path estate = Files.writeString(folder.resolve("estate.sql"), """
                insert into hosts (hostid, host, name, status)
                  select 1000000 + n, 'h' || n, 'h' || n, 0 from generate_series(0, %1$d - 1) n;
                insert into interface (interfaceid, hostid, main, type, useip, ip, dns, port)
                  select 1000000 + n, 1000000 + n, 1, 1, 1, '127.1.' || n / 256 || '.' || n %% 256, '', '10050'
                  from generate_series(0, %1$d - 1) n;
                insert into items (itemid, type, hostid, name, key_, delay, history, trends, status, value_type,
                    interfaceid, params, description, posts, headers)
                  select 1000000 + 2 * n + kind, 3, 1000000 + n, 'check',
                    case kind when 0 then 'icmpping[,1]' else 'net.tcp.service[tcp,,%2$d]' end,
                    '%3$ds', '1d', '0', 0, 3, 1000000 + n, '', '', '', ''
                  from generate_series(0, %1$d - 1) n, generate_series(0, 1) kind;
                insert into item_rtdata (itemid) select itemid from items where itemid >= 1000000;
                analyze;
                """.replace(" \n", "\n")
                .formatted(load.hosts(), load.tcpPort(), load.intervalSeconds()));
        if (!psql(folder, port, "zabbix", estate, null)) {
            throw new IOException("its hosts could not be written");
        }
    }

    private static boolean psql(Path folder, int port, String database, Path file, String statement) throws Exception {
        var command = new ArrayList<>(List.of("/usr/bin/psql", "-q", "-X", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1"));
        command.addAll(List.of("-p", String.valueOf(port), "-U", "postgres", "-d", database));
        command.addAll(file != null ? List.of("-f", file.toString()) : List.of("-c", statement));
        return run(command, folder.resolve("psql.log"), Duration.ofMinutes(3)) == 0;
    }

    private static int run(List<String> command, Path output, Duration atMost) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
        if (!process.waitFor(atMost == null ? Duration.ofMinutes(1) : atMost)) {
            process.destroyForcibly();
            return -1;
        }
        return process.exitValue();
    }

    /** It takes none above 32 767. */
    private static int lowPort() throws IOException {
        for (int port = 20_000; port < 32_768; port++) {
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                continue;
            }
        }
        throw new IOException("no free port from 20000 to 32767");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
