package org.vigie.server;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.vigie.server.Vigie.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "apply", mixinStandardHelpOptions = true)
final class Apply implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(
            names = {"-f", "--file"},
            required = true,
            paramLabel = "FILE",
            descriptionKey = "apply.file")
    private Path file;

    @Option(names = "--dry-run", descriptionKey = "apply.dry-run")
    private boolean dryRun;

    Apply(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        new Declarations(Remote.of(surroundings), surroundings.speech(), surroundings.out()).apply(file, dryRun);
        return 0;
    }
}
