package org.vigie.server;

import java.util.concurrent.Callable;
import org.vigie.server.Vigie.Surroundings;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** Fails when the trail does not fit together, so that a nightly job notices. */
@Command(name = "verify", mixinStandardHelpOptions = true)
final class VerifyAudit implements Callable<Integer> {
    private final Surroundings surroundings;

    VerifyAudit(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        Remote remote = Remote.of(surroundings);
        Speech speech = surroundings.speech();
        JsonNode found = remote.json(remote.request("/audit/verification"));
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
        return 0;
    }
}
