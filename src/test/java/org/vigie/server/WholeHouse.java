package org.vigie.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import org.vigie.TestDatabase;
import org.vigie.identity.ApiTokens;
import org.vigie.identity.Setup;

/** All of Vigie in this JVM, on a database of its own, answering on a free port. */
public final class WholeHouse implements AutoCloseable {
    private final TestDatabase database;
    private final ConfigurableApplicationContext context;
    private final String token;

    private WholeHouse(TestDatabase database, ConfigurableApplicationContext context) {
        this.database = database;
        this.context = context;
        this.token = context.getBean(ApiTokens.class).issueFirstAdministratorToken();
    }

    public static WholeHouse open(Map<String, Object> more) throws IOException {
        TestDatabase database = TestDatabase.fresh();
        Path data = Files.createTempDirectory("vigie-house");
        var settings = new HashMap<String, Object>(database.properties());
        settings.put("vigie.data", data.toString());
        settings.put("server.port", 0);
        settings.putAll(more);
        return new WholeHouse(database, Application.start(settings));
    }

    public String url() {
        return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    /** The path of the one-time set-up link. */
    public String setupPath() {
        return context.getBean(Setup.class).link().orElseThrow().path();
    }

    /** Of the first administrator. */
    public String token() {
        return token;
    }

    /** What a command of the command line came to, asked of this house. */
    public record Ran(int exit, String out, String err) {}

    public Ran command(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        var environment = Map.of("VIGIE_URL", url(), "VIGIE_TOKEN", token, "LANG", "C");
        int exit = Vigie.commandLine(
                        new Vigie.Surroundings(environment, new PrintWriter(out, true), new PrintWriter(err, true)))
                .execute(args);
        return new Ran(exit, out.toString(), err.toString());
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    @Override
    public void close() {
        context.close();
        database.close();
    }
}
