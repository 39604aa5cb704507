package org.vigie.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.vigie.server.Vigie.Surroundings;
import org.vigie.server.dump.Contents;
import org.vigie.server.dump.DumpReader;
import org.vigie.server.dump.Loading;
import org.vigie.server.dump.UnreadableDump;
import org.vigie.server.postgres.DatabaseRoles;
import org.vigie.shared.MasterKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a data folder out of a dump. The whole file is read and found good before anything is made. */
@Command(name = "restore", mixinStandardHelpOptions = true)
final class Restore implements Callable<Integer> {
    private static final long FULL = 32L << 20;

    private final Surroundings surroundings;

    @Parameters(paramLabel = "FILE", descriptionKey = "restore.file")
    private Path file;

    @Option(names = "--data", paramLabel = "DIR", descriptionKey = "restore.data")
    private @Nullable Path data;

    @Option(names = "--key-file", paramLabel = "KEYFILE", descriptionKey = "restore.key-file")
    private @Nullable Path keyFile;

    Restore(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        Speech speech = surroundings.speech();
        DataFolder target = data == null ? surroundings.dataFolder() : DataFolder.of(data);
        if (!Files.isRegularFile(file)) {
            throw new Failure(speech.say("no-file", file));
        }
        String key = key();
        ExternalDatabase external = external();
        RestoreFolder.requireEmpty(target, speech);
        LoggingSystem.get(Restore.class.getClassLoader()).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
        try {
            Contents contents = check(MasterKey.parse(key));
            long rows = restore(target, external, key);
            surroundings
                    .out()
                    .println(speech.say("restored", rows, contents.taken().toString(), target.path()));
            surroundings.out().println(speech.say("restored.start", target.path()));
        } catch (UnreadableDump unreadable) {
            throw explained(unreadable, key);
        } catch (SQLException | FlywayException e) {
            throw new Failure(speech.say("restore.failed", String.valueOf(e.getMessage())));
        } catch (IOException e) {
            throw new Failure(speech.say("restore.failed", e.toString()));
        }
        return 0;
    }

    private String key() throws IOException {
        Speech speech = surroundings.speech();
        String given = surroundings.variable("VIGIE_MASTER_KEY");
        if (keyFile != null) {
            if (!Files.isRegularFile(keyFile)) {
                throw new Failure(speech.say("no-file", keyFile));
            }
            given = Files.readString(keyFile).strip();
        }
        if (given.isEmpty()) {
            throw new Failure(speech.say("restore.no-key"));
        }
        try {
            MasterKey.parse(given);
        } catch (IllegalArgumentException e) {
            throw new Failure(speech.say("restore.bad-key", keyFile == null ? "VIGIE_MASTER_KEY" : keyFile.toString()));
        }
        return given;
    }

    private @Nullable ExternalDatabase external() {
        String url = surroundings.variable("VIGIE_DATABASE_URL");
        if (url.isEmpty()) {
            return null;
        }
        ExternalDatabase database = ExternalDatabase.parse(url, surroundings.speech());
        database.check(surroundings.speech());
        database.requireEmpty(surroundings.speech());
        return database;
    }

    /** From the first byte to the last: what is cut, altered, foreign or too new is found out here. */
    private Contents check(MasterKey key) throws IOException {
        Speech speech = surroundings.speech();
        var progress = new Progress(surroundings.err(), rows -> speech.say("restore.checking", rows));
        try (DumpReader dump = DumpReader.open(file, key)) {
            Loading.requireKnown(dump.contents());
            dump.check(progress::at);
            return dump.contents();
        }
    }

    private long restore(DataFolder target, @Nullable ExternalDatabase external, String key)
            throws IOException, SQLException {
        try (RestoreFolder folder = RestoreFolder.open(target, surroundings.speech())) {
            // Ctrl-C as well leaves nothing; only kill -9 and a power cut do, and the next restore removes that.
            Thread tidy = new Thread(() -> tidy(folder), "restore-interrupted");
            Runtime.getRuntime().addShutdownHook(tidy);
            try {
                return restore(folder, external, key);
            } catch (SQLException e) {
                // PostgreSQL may only say that it is gone.
                if (Files.getFileStore(folder.work().path()).getUsableSpace() < FULL) {
                    throw new Failure(surroundings.speech().say("restore.disk-full", target.path()));
                }
                throw e;
            } finally {
                forget(tidy);
            }
        }
    }

    private static void forget(Thread tidy) {
        try {
            Runtime.getRuntime().removeShutdownHook(tidy);
        } catch (IllegalStateException e) {
            // It is running: the process was asked to stop.
            return;
        }
    }

    private static void tidy(RestoreFolder folder) {
        try {
            folder.close();
        } catch (IOException e) {
            // PostgreSQL may still be writing there: the next restore removes it.
            return;
        }
    }

    private long restore(RestoreFolder folder, @Nullable ExternalDatabase external, String key)
            throws IOException, SQLException {
        long rows;
        if (external == null) {
            try (OwnDatabase database = OwnDatabase.starting(folder.work().path())) {
                rows = load(folder.work(), database.await(), DatabaseRoles.APP, key, "");
            }
        } else {
            try (Connection connection =
                            DriverManager.getConnection(external.url(), external.user(), external.password());
                    Statement statement = connection.createStatement()) {
                statement.execute("create schema " + ExternalDatabase.UNFINISHED);
            }
            Map<String, Object> settings = external.settings();
            rows = load(
                    folder.work(),
                    settings,
                    String.valueOf(settings.get("spring.flyway.placeholders.app_role")),
                    key,
                    "drop schema " + ExternalDatabase.UNFINISHED);
        }
        folder.finish();
        return rows;
    }

    private long load(DataFolder work, Map<String, Object> settings, String appRole, String key, String last)
            throws IOException, SQLException {
        Speech speech = surroundings.speech();
        String url = String.valueOf(settings.get("spring.flyway.url"));
        String user = String.valueOf(settings.get("spring.flyway.user"));
        String password = String.valueOf(settings.get("spring.flyway.password"));
        FluentConfiguration flyway = Flyway.configure()
                .dataSource(url, user, password)
                .locations("classpath:db/migration")
                .defaultSchema("flyway")
                .placeholders(Map.of("app_role", appRole));
        var progress = new Progress(surroundings.err(), rows -> speech.say("restore.progress", rows));
        try (DumpReader dump = DumpReader.open(file, MasterKey.parse(key));
                Connection owner = DriverManager.getConnection(url, user, password)) {
            Loading.makeTables(dump.contents(), flyway);
            writeKey(work.masterKey(), key);
            long rows = Loading.load(dump, owner, last, progress::at);
            new RestoreNote(dump.contents().taken(), dump.contents().vigie(), rows, Instant.now())
                    .write(work.restoreNote());
            return rows;
        }
    }

    private static void writeKey(Path file, String key) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, key + "\n");
    }

    private Failure explained(UnreadableDump unreadable, String key) {
        Speech speech = surroundings.speech();
        return new Failure(
                switch (unreadable.why()) {
                    case NOT_A_DUMP -> speech.say("restore.not-a-dump", file);
                    case OTHER_KEY ->
                        speech.say(
                                "restore.other-key",
                                file,
                                unreadable.detail(),
                                MasterKey.parse(key).fingerprint());
                    case CUT_SHORT -> speech.say("restore.cut-short", file);
                    case ALTERED -> speech.say("restore.altered", file);
                    case NEWER -> speech.say("restore.newer", file, unreadable.detail());
                });
    }
}
