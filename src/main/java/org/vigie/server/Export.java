package org.vigie.server;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.vigie.server.Vigie.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "export", mixinStandardHelpOptions = true)
final class Export implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--client", required = true, paramLabel = "KEY", descriptionKey = "export.client")
    private String client;

    Export(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        Remote remote = Remote.of(surroundings);
        try (InputStream yaml = remote.stream(
                remote.request("/declarations?client=" + Remote.encode(client)).header("Accept", "application/yaml"))) {
            surroundings.out().print(new String(yaml.readAllBytes(), StandardCharsets.UTF_8));
            surroundings.out().flush();
        }
        return 0;
    }
}
