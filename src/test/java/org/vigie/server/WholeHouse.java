package org.vigie.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
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
        return open(more, Clock.systemUTC(), UnaryOperator.identity());
    }

    /**
     * @param machine the clock of the machine that it runs on
     * @param wire from the address of the database to the one by which the house reaches it
     */
    public static WholeHouse open(Map<String, Object> more, InstantSource machine, UnaryOperator<String> wire)
            throws IOException {
        TestDatabase database = TestDatabase.fresh();
        Path data = Files.createTempDirectory("vigie-house");
        var settings = new HashMap<String, Object>(database.properties());
        settings.put("vigie.data", data.toString());
        settings.put("server.port", 0);
        settings.put("spring.datasource.url", wire.apply(database.url()));
        settings.putAll(more);
        var clock = new SteadyClock(machine, System::nanoTime);
        return new WholeHouse(database, Application.start(settings, context -> {
            if (context instanceof GenericApplicationContext beans) {
                beans.registerBean("machine", InstantSource.class, () -> clock, bean -> bean.setPrimary(true));
            }
        }));
    }

    public String url() {
        return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    public TestDatabase database() {
        return database;
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
