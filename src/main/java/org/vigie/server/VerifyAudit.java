package org.vigie.server;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vigie.server.Vigie.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Fails when the trail does not fit together, so that a nightly job notices. */
@Command(name = "verify", mixinStandardHelpOptions = true)
final class VerifyAudit implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--head", paramLabel = "HEAD", descriptionKey = "audit.head")
    private @Nullable String head;

    VerifyAudit(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        Remote remote = Remote.of(surroundings);
        Speech speech = surroundings.speech();
        JsonNode found = remote.json(remote.request("/audit/verification"
                + (head == null ? "" : "?head=" + URLEncoder.encode(head, StandardCharsets.UTF_8))));
        for (JsonNode note : found.path("notes")) {
            surroundings.out().println(note.asString());
        }
        if (!found.path("intact").asBoolean(false)) {
            throw new Failure(
                    speech.say("audit-broken", found.path("firstBreak").asString("?")));
        }
        surroundings
                .out()
                .println(speech.say("audit-intact", found.path("entries").asLong(0)));
        String noted = found.path("head").asString("");
        if (!noted.isEmpty()) {
            surroundings.out().println(speech.say("audit-head", noted));
        }
        return 0;
    }
}
