package org.vigie.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.vigie.audit.AuditTrail;
import org.vigie.shared.Actor;
import org.vigie.shared.Scope;
import tools.jackson.databind.json.JsonMapper;

/**
 * That this server's past comes from a dump. The restore leaves it as a file, and the first start puts it into the audit
 * trail: whoever reads the trail later must know why nothing is in it between two moments.
 */
record RestoreNote(Instant taken, String vigie, long rows, Instant restored) {

    void write(Path file) throws IOException {
        Files.writeString(file, JsonMapper.shared().writeValueAsString(this) + "\n");
    }

    static void tell(DataFolder folder, AuditTrail trail) throws IOException {
        if (!Files.exists(folder.restoreNote())) {
            return;
        }
        RestoreNote note = JsonMapper.shared().readValue(Files.readString(folder.restoreNote()), RestoreNote.class);
        Scope.across("dump: say that one was restored")
                .run(() -> trail.record(
                        Actor.automatic("vigie"),
                        "dump.restored",
                        "dump of " + note.taken(),
                        Map.of(
                                "rows", Long.toString(note.rows()),
                                "vigie", note.vigie(),
                                "restored", note.restored().toString())));
        Files.delete(folder.restoreNote());
    }
}
