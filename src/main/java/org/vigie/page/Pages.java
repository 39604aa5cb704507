package org.vigie.page;

import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;

/** Renders a template inside the frame of the request. A page is whole in memory before its first byte leaves. */
@Component
public class Pages {
    private final TemplateEngine engine;
    private final Frames frames;

    Pages(TemplateEngine engine, Frames frames) {
        this.engine = engine;
        this.frames = frames;
    }

    /** @param template its path without ending: "tickets/list"; the frame is handed in as {@code frame} */
    public View show(HttpServletRequest request, String template, Map<String, Object> params) {
        return show(request, 200, template, params);
    }

    public View show(HttpServletRequest request, int status, String template, Map<String, Object> params) {
        var all = new HashMap<String, Object>(params);
        all.put("frame", frames.of(request));
        var output = new Utf8ByteOutput();
        engine.render(template + ".jte", all, output);
        return (model, req, response) -> {
            response.setStatus(status);
            response.setContentType("text/html;charset=UTF-8");
            response.setHeader("Cache-Control", "no-store");
            response.setContentLength(output.getContentLength());
            try (var out = response.getOutputStream()) {
                output.writeTo(out::write);
            }
        };
    }

    /** A template as text, without a request: for a document that is not a page (the PDF of a report). */
    public String text(String template, Map<String, Object> params) {
        var output = new gg.jte.output.StringOutput();
        engine.render(template + ".jte", params, output);
        return output.toString();
    }
}
