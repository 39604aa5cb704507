package org.vigie.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneId;
import java.util.List;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Fallback;
import org.springframework.stereotype.Component;
import org.vigie.page.Frame;
import org.vigie.page.Frames;
import org.vigie.page.Texts;

/**
 * A frame without navigation that asks the database nothing: before sign-in, and for the page that says that something
 * is broken. As {@link Frames} it steps back when a front brings its own.
 */
@Component
@Fallback
public class PlainFrames implements Frames {
    private final MessageSource messages;

    PlainFrames(MessageSource messages) {
        this.messages = messages;
    }

    @Override
    public Frame of(HttpServletRequest request) {
        String query = request.getQueryString();
        return new Frame(
                texts(request),
                Visits.theme(request),
                Visits.csrf(request),
                request.getRequestURI() + (query == null ? "" : "?" + query),
                Visits.viewer(request).map(Viewer::name).orElse(null),
                Visits.viewer(request).map(viewer -> viewer.role().name()).orElse(null),
                List.of(),
                0,
                false);
    }

    public Texts texts(HttpServletRequest request) {
        return new Texts(messages, Visits.locale(request), ZoneId.systemDefault());
    }
}
