package org.vigie.console.live;

import java.io.IOException;
import java.util.Set;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;

/** One open page: hears that a topic changed for a client that it may see, and nothing of what changed. */
class LivePage {
    private final SseEmitter emitter;
    private final Scope scope;

    LivePage(SseEmitter emitter, Scope scope) {
        this.emitter = emitter;
        this.scope = scope;
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
