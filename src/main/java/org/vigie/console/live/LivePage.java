package org.vigie.console.live;

import java.io.IOException;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;

/** One open page: hears that a topic changed for a client that it may see, and nothing of what changed. */
class LivePage {
    private final SseEmitter emitter;
    private final Scope scope;
    private final BooleanSupplier stillHere;

    LivePage(SseEmitter emitter, Scope scope, BooleanSupplier stillHere) {
        this.emitter = emitter;
        this.scope = scope;
        this.stillHere = stillHere;
    }

    void changed(String topic, Set<TenantId> tenants) {
        if (tenants.stream().anyMatch(scope::sees)) {
            send(SseEmitter.event().name(topic).data("changed"));
        }
    }

    void everything() {
        send(SseEmitter.event().name("everything").data("changed"));
    }

    void beat() {
        send(SseEmitter.event().comment("beat"));
    }

    /** A stream outlives the request that began it, and must not outlive the session or token behind it. */
    void leaveWithTheVisitor() {
        if (!stillHere.getAsBoolean()) {
            close();
        }
    }

    void close() {
        emitter.complete();
    }

    private void send(SseEmitter.SseEventBuilder event) {
        try {
            emitter.send(event);
        } catch (IOException | IllegalStateException gone) {
            // The browser left; the emitter's own callback takes this page off the wire.
            emitter.completeWithError(gone);
        }
    }
}
