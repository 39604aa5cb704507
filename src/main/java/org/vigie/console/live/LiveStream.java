package org.vigie.console.live;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.identity.Visits;

/** {@code /live}: one stream for each open page. */
@Controller
class LiveStream {
    private static final long WHOLE_DAY = 24L * 3600 * 1000;

    private final LiveWire wire;

    LiveStream(LiveWire wire) {
        this.wire = wire;
    }

    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Needs(Permission.OPEN_TICKET)
    SseEmitter live(Viewer viewer, HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        var emitter = new SseEmitter(WHOLE_DAY);
        var page = new LivePage(emitter, viewer.scope(), Visits.stillHere(request));
        emitter.onCompletion(() -> wire.remove(page));
        emitter.onTimeout(() -> wire.remove(page));
        emitter.onError(problem -> wire.remove(page));
        wire.add(page);
        page.beat();
        return emitter;
    }
}
