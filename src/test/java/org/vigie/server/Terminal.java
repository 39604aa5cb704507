package org.vigie.server;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.vigie.server.Vigie.Surroundings;

/** The command line in this JVM. */
public final class Terminal {
    private Terminal() {}

    public record Ran(int exit, String out, String err) {}

    public static Ran run(Map<String, String> environment, String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exit = Vigie.commandLine(
                        new Surroundings(environment, new PrintWriter(out, true), new PrintWriter(err, true)))
                .execute(args);
        return new Ran(exit, out.toString(), err.toString());
    }
}
