package org.vigie.portal;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;
import org.vigie.page.Pages;

/** A page of the portal: with who looks, in the colours of their company. */
@Component
class PortalPages {
    private final Pages pages;
    private final InstantSource clock;

    PortalPages(Pages pages, InstantSource clock) {
        this.pages = pages;
        this.clock = clock;
    }

    View show(HttpServletRequest request, Asker asker, String template, Map<String, Object> params) {
        return show(request, asker, 200, template, params);
    }

    View show(HttpServletRequest request, Asker asker, int status, String template, Map<String, Object> params) {
        var all = new HashMap<String, Object>(params);
        all.put("asker", asker);
        all.put("now", clock.instant());
        return pages.show(request, status, "portal/" + template, all);
    }

    /** A part of a page that is asked for by itself. */
    View part(HttpServletRequest request, String template, Map<String, Object> params) {
        return pages.show(request, "portal/" + template, params);
    }
}
