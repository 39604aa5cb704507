package org.vigie.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/** Hands a file of declarations to the server and says what came of it. */
record Declarations(Remote remote, Speech speech, PrintWriter out) {

    void apply(Path file, boolean dryRun) throws IOException {
        JsonNode done = remote.json(remote.request("/declarations" + (dryRun ? "?dryRun=true" : ""))
                .header("Content-Type", "application/yaml")
                .PUT(BodyPublishers.ofByteArray(read(file))));
        int lines = 0;
        for (String what : new String[] {"created", "changed", "retired"}) {
            for (JsonNode item : done.path(what)) {
                out.println(speech.say(what, name(item)));
                lines++;
            }
        }
        if (lines == 0) {
            out.println(speech.say("nothing-to-do"));
        }
        if (dryRun) {
            out.println(speech.say("dry-run"));
        }
    }

    private byte[] read(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new Failure(speech.say("no-file", file));
        }
    }

    /** An object of the declarations comes as a text, or in its parts. */
    private static String name(JsonNode item) {
        if (item.isString()) {
            return item.asString();
        }
        String section = item.path("section").asString("");
        String key = item.path("key").asString("");
        return key.isEmpty() ? item.toString() : (section + " " + key).strip();
    }
}
