package org.vigie.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.vigie.audit.AuditTrail;
import org.vigie.identity.ApiTokens;
import org.vigie.server.Vigie.Surroundings;
import org.vigie.server.postgres.PostgresProblem;
import org.vigie.shared.StartNotice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the server in the foreground: the lock, PostgreSQL beside Spring, the announcement; and the same backwards. */
@Command(name = "up", mixinStandardHelpOptions = true)
final class Up implements Callable<Integer> {
    private static final int DEFAULT_PORT = 8080;

    private final Surroundings surroundings;

    @Option(names = "--data", paramLabel = "DIR", descriptionKey = "up.data")
    private @Nullable Path data;

    @Option(names = "--port", paramLabel = "N", descriptionKey = "up.port")
    private @Nullable Integer port;

    @Option(names = "--apply", paramLabel = "FILE", descriptionKey = "up.apply")
    private List<Path> files = List.of();

    @Option(names = "--demo", descriptionKey = "up.demo")
    private boolean demo;

    Up(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Speech speech = surroundings.speech();
        DataFolder folder = data == null ? surroundings.dataFolder() : DataFolder.of(data);
        int wantedPort = port();
        if (Files.exists(folder.unfinishedRestore())) {
            throw new Failure(speech.say("restore.unfinished", folder.path()));
        }
        FileLock lock = take(folder);
        // Left behind by a server that was killed.
        folder.withdraw();
        logTo(folder.log());
        var running = new RunningServer(folder, lock);
        running.stopOnSignal();
        try {
            start(running, settings(folder, wantedPort));
            folder.writeAdminToken(running.context().getBean(ApiTokens.class).issueFirstAdministratorToken());
            RestoreNote.tell(folder, running.context().getBean(AuditTrail.class));
            String url = running.announce();
            surroundings.out().println(speech.say("ready", url));
            notices(running.context(), URI.create(url));
            for (Path file : files) {
                String token =
                        folder.adminToken().orElseThrow(() -> new Failure(speech.say("no-token", folder.path())));
                new Declarations(new Remote(url, token, speech), speech, surroundings.out()).apply(file, false);
            }
            if (Boolean.getBoolean("vigie.training")) {
                visitPages(url);
                running.stop();
                return 0;
            }
        } catch (RuntimeException e) {
            if (running.isStopping()) {
                // The signal came during the start: what broke is our own stopping, which ends the process.
                new CountDownLatch(1).await();
            }
            running.stop();
            throw explained(e, folder, wantedPort);
        }
        new CountDownLatch(1).await();
        return 0;
    }

    private int port() {
        String given = surroundings.variable("VIGIE_PORT");
        try {
            int wanted = port != null ? port : given.isEmpty() ? DEFAULT_PORT : Integer.parseInt(given);
            if (wanted >= 0 && wanted <= 65_535) {
                return wanted;
            }
        } catch (NumberFormatException e) {
            throw new Failure(surroundings.speech().say("bad-port", given));
        }
        throw new Failure(surroundings.speech().say("bad-port", port != null ? port.toString() : given));
    }

    private FileLock take(DataFolder folder) throws IOException {
        Speech speech = surroundings.speech();
        try {
            folder.create();
            return folder.lock().orElseThrow(() -> new Failure(speech.say("in-use", folder.path(), holder(folder))));
        } catch (IOException e) {
            throw new Failure(speech.say("unwritable", folder.path(), String.valueOf(e.getMessage())));
        }
    }

    private static String holder(DataFolder folder) {
        try {
            return folder.holder();
        } catch (IOException e) {
            return "?";
        }
    }

    /** As system properties: Boot sets logging up before it reads any other settings of ours. */
    private static void logTo(Path file) {
        Map<String, String> settings = Map.of(
                "logging.file.name", file.toString(),
                "logging.structured.format.file", "logstash",
                "logging.logback.rollingpolicy.max-file-size", "10MB",
                "logging.logback.rollingpolicy.max-history", "30",
                "logging.logback.rollingpolicy.total-size-cap", "200MB",
                "logging.threshold.console", "WARN",
                "logging.pattern.console", "%d{HH:mm:ss} %-5level %m%n%ex{short}");
        settings.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }

    private Map<String, Object> settings(DataFolder folder, int wantedPort) {
        var settings = new HashMap<String, Object>();
        settings.put("vigie.data", folder.path().toString());
        settings.put("vigie.demo", demo);
        settings.put("server.port", wantedPort);
        if (!surroundings.variable("VIGIE_MASTER_KEY").isEmpty()) {
            settings.put("vigie.master-key", surroundings.variable("VIGIE_MASTER_KEY"));
        }
        if (!surroundings.variable("VIGIE_METRICS_URL").isEmpty()) {
            settings.put("vigie.metrics-url", surroundings.variable("VIGIE_METRICS_URL"));
        }
        return settings;
    }

    private void start(RunningServer running, Map<String, Object> settings) {
        String external = surroundings.variable("VIGIE_DATABASE_URL");
        if (external.isEmpty()) {
            OwnDatabase database = OwnDatabase.starting(running.folder().path());
            running.owns(database);
            running.runs(Application.start(database.settings(settings)));
        } else {
            ExternalDatabase database = ExternalDatabase.parse(external, surroundings.speech());
            database.check(surroundings.speech());
            settings.putAll(database.settings());
            running.runs(Application.start(settings));
        }
    }

    private void notices(ConfigurableApplicationContext context, URI address) {
        context.getBeanProvider(StartNotice.class)
                .orderedStream()
                .flatMap(notice -> notice.lines(address, surroundings.speech().locale()).stream())
                .forEach(surroundings.out()::println);
    }

    /** What each first visitor would make Java load: it then lies ready in the cache. */
    private static void visitPages(String url) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (String page : List.of("/health/live", "/health/ready", "/", "/sign-in", "/api/v1/openapi.json")) {
                http.send(
                        HttpRequest.newBuilder(URI.create(url + page))
                                .timeout(Duration.ofSeconds(10))
                                .build(),
                        BodyHandlers.discarding());
            }
        }
    }

    /** The sentence for who reads the terminal; the whole story is in the log. */
    private RuntimeException explained(RuntimeException problem, DataFolder folder, int wantedPort) {
        Speech speech = surroundings.speech();
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof PostgresProblem || cause instanceof Failure) {
                return (RuntimeException) cause;
            }
            if (cause instanceof PortInUseException) {
                return new Failure(speech.say("port-taken", Integer.toString(wantedPort)));
            }
            if (cause.getCause() == null) {
                return new Failure(speech.say("not-started", String.valueOf(cause.getMessage()), folder.log()));
            }
        }
        return problem;
    }
}
