package org.vigie.server.dump;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.vigie.audit.AuditTrail;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Visitor;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;

/** A dump of this moment, as a stream. For a token of an administrator over all clients; for others it does not exist. */
@RestController
@Needs(Permission.ADMINISTER)
class DumpApi {
    private static final Logger log = LoggerFactory.getLogger(DumpApi.class);
    private static final Scope SCOPE = Scope.across("dump: say who took one");

    private final Snapshot snapshot;
    private final AuditTrail trail;
    private final InstantSource clock;
    private final Semaphore turn = new Semaphore(1);

    DumpApi(Snapshot snapshot, AuditTrail trail, InstantSource clock) {
        this.snapshot = snapshot;
        this.trail = trail;
        this.clock = clock;
    }

    /** The connection breaks when the dump cannot be ended: a stream that ends well is a whole dump. */
    @GetMapping("/api/v1/dump")
    void dump(Visitor visitor, HttpServletResponse response) throws IOException, SQLException {
        // A browser that follows a foreign link brings its session, never a token.
        if (visitor.tokenId() == null || !visitor.viewer().everyClient()) {
            throw NotFound.of("page", "/api/v1/dump");
        }
        if (!turn.tryAcquire()) {
            throw Refused.conflict("refusal.dump.running");
        }
        try {
            String name = "vigie-"
                    + clock.instant().truncatedTo(ChronoUnit.SECONDS).toString().replace(":", "") + ".dump";
            // Before the snapshot, so that the copy says itself who took it.
            record(visitor, "dump.begun", name, Map.of());
            response.setContentType("application/octet-stream");
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
            long rows = write(name, response);
            record(visitor, "dump.ended", name, Map.of("rows", Long.toString(rows)));
        } finally {
            turn.release();
        }
    }

    private long write(String name, HttpServletResponse response) throws IOException, SQLException {
        try {
            long rows = snapshot.write(Version.NAME, response.getOutputStream());
            response.flushBuffer();
            return rows;
        } catch (SQLException | RuntimeException e) {
            if (!response.isCommitted()) {
                throw e;
            }
            log.error("the dump {} broke off", name, e);
            // Without its cause: Spring takes a database's "connection reset" for a reader who is gone, and would let
            // the answer end like a whole one.
            throw new IllegalStateException("the dump " + name + " broke off");
        }
    }

    private void record(Visitor visitor, String verb, String name, Map<String, String> details) {
        SCOPE.run(() -> trail.record(visitor.viewer().actor(), verb, "dump " + name, details));
    }
}
