package org.vigie.server;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vigie.server.Vigie.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Prints the token alone on standard output, so that a script can keep it. */
@Command(name = "create", mixinStandardHelpOptions = true)
final class CreateToken implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--name", required = true, paramLabel = "NAME", descriptionKey = "token.name")
    private String name;

    @Option(names = "--role", paramLabel = "ROLE", descriptionKey = "token.role")
    private @Nullable String role;

    @Option(names = "--client", paramLabel = "KEY", descriptionKey = "token.client")
    private @Nullable String client;

    CreateToken(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        var wanted = new LinkedHashMap<String, String>();
        wanted.put("name", name);
        if (role != null) {
            wanted.put("role", role);
        }
        if (client != null) {
            wanted.put("client", client);
        }
        Remote remote = Remote.of(surroundings);
        JsonNode made = remote.json(remote.request("/tokens")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(wanted))));
        surroundings.out().println(made.path("token").asString());
        return 0;
    }
}
