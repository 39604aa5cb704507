package org.vigie.server;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.vigie.server.postgres.PostgresProblem;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. Exit status: 0 done, 1 failed, 2 wrong usage. */
@Command(name = "vigie", mixinStandardHelpOptions = true, versionProvider = Vigie.Version.class)
public final class Vigie implements Runnable {

    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(commandLine(new Surroundings(System.getenv(), out, err)).execute(args));
    }

    static CommandLine commandLine(Surroundings surroundings) {
        Speech speech = surroundings.speech();
        var token = new CommandLine(new Token()).addSubcommand("create", new CreateToken(surroundings));
        var audit = new CommandLine(new Audit()).addSubcommand("verify", new VerifyAudit(surroundings));
        var line = new CommandLine(new Vigie())
                .addSubcommand("up", new Up(surroundings))
                .addSubcommand("apply", new Apply(surroundings))
                .addSubcommand("export", new Export(surroundings))
                .addSubcommand("token", token)
                .addSubcommand("dump", new Dump(surroundings))
                .addSubcommand("restore", new Restore(surroundings))
                .addSubcommand("audit", audit);
        return line.setResourceBundle(speech.bundle())
                .setOut(surroundings.out())
                .setErr(surroundings.err())
                .setParameterExceptionHandler((problem, args) -> WrongUsage.explain(problem, speech))
                .setExecutionExceptionHandler((problem, command, parsed) -> explain(problem, surroundings));
    }

    private static int explain(Exception problem, Surroundings surroundings) {
        switch (problem) {
            case Failure failure -> surroundings.err().println(failure.getMessage());
            case PostgresProblem failure ->
                surroundings
                        .err()
                        .println(surroundings
                                .speech()
                                .say(failure.code(), failure.args().toArray()));
            default -> {
                surroundings.err().println(surroundings.speech().say("unexpected", String.valueOf(problem)));
                problem.printStackTrace(surroundings.err());
            }
        }
        return 1;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), spec.resourceBundle().getString("no-command"));
    }

    /** What a command reads from and writes to. */
    record Surroundings(Map<String, String> environment, PrintWriter out, PrintWriter err) {

        Speech speech() {
            return Speech.of(environment);
        }

        String variable(String name) {
            return environment.getOrDefault(name, "").strip();
        }

        /** The folder of the server that runs here: as {@code up} finds it without {@code --data}. */
        DataFolder dataFolder() {
            String folder = variable("VIGIE_DATA");
            return DataFolder.of(Path.of(folder.isEmpty() ? "data" : folder));
        }
    }

    @Command(name = "token", mixinStandardHelpOptions = true)
    static final class Token implements Runnable {
        @Spec
        private CommandSpec spec;

        @Override
        public void run() {
            throw new ParameterException(
                    spec.commandLine(), spec.resourceBundle().getString("no-command"));
        }
    }

    @Command(name = "audit", mixinStandardHelpOptions = true)
    static final class Audit implements Runnable {
        @Spec
        private CommandSpec spec;

        @Override
        public void run() {
            throw new ParameterException(
                    spec.commandLine(), spec.resourceBundle().getString("no-command"));
        }
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Vigie.class.getPackage().getImplementationVersion();
            return new String[] {"Vigie " + (version == null ? "(development)" : version)};
        }
    }
}
