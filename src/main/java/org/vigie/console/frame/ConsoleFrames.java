package org.vigie.console.frame;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.vigie.identity.Permission;
import org.vigie.identity.Role;
import org.vigie.identity.Viewer;
import org.vigie.page.Frame;
import org.vigie.page.Frames;
import org.vigie.page.Texts;

/** The frame of a request: who looks, in which language, and where they may go. */
@Component
class ConsoleFrames implements Frames {
    private final MessageSource messages;
    private final ConsoleSettings settings;

    ConsoleFrames(MessageSource messages, ConsoleSettings settings) {
        this.messages = messages;
        this.settings = settings;
    }

    @Override
    public Frame of(HttpServletRequest request) {
        Viewer viewer = viewer();
        Texts texts = new Texts(messages, viewer != null ? viewer.locale() : request.getLocale(), settings.zone());
        String theme = Objects.requireNonNullElse((String) request.getAttribute("vigie.theme"), "auto");
        if (viewer == null) {
            return new Frame(texts, theme, csrf(request), address(request), null, null, List.of(), 0, false);
        }
        return new Frame(
                texts,
                theme,
                csrf(request),
                address(request),
                viewer.name(),
                texts.name(viewer.role()),
                entries(viewer, request.getRequestURI()),
                0,
                viewer.role() != Role.METRICS);
    }

    private List<Frame.Entry> entries(Viewer viewer, String path) {
        var entries = new ArrayList<Frame.Entry>();
        if (viewer.may(Permission.USE_PORTAL)) {
            entries.add(entry("portal", "now", path));
        }
        if (viewer.may(Permission.SEE_SUPERVISION)) {
            entries.add(new Frame.Entry("now", "/", "now", path.equals("/")));
        }
        if (viewer.may(Permission.WORK_ON_TICKETS)) {
            entries.add(entry("tickets", "ticket", path));
            entries.add(entry("articles", "article", path));
        }
        if (viewer.may(Permission.SEE_SUPERVISION)) {
            entries.add(entry("alerts", "alert", path));
            entries.add(entry("checks", "check", path));
            entries.add(entry("services", "service", path));
            entries.add(entry("assets", "asset", path));
        }
        if (viewer.may(Permission.SEE_CLIENTS)) {
            entries.add(entry("clients", "client", path));
        }
        if (viewer.may(Permission.SEE_REPORT)) {
            entries.add(entry("reports", "report", path));
        }
        if (viewer.may(Permission.SEE_SUPERVISION)) {
            entries.add(entry("notifications", "bell", path));
        }
        if (viewer.may(Permission.SORT_MAIL)) {
            boolean here =
                    path.startsWith("/mails") || path.startsWith("/mailboxes") || path.startsWith("/sender-rules");
            entries.add(new Frame.Entry("mails", "/mails", "mail", here));
        }
        if (viewer.may(Permission.ADMINISTER)) {
            entries.add(entry("accounts", "account", path));
            entries.add(entry("webhooks", "service", path));
        }
        if (viewer.may(Permission.SEE_AUDIT)) {
            entries.add(entry("audit", "audit", path));
        }
        if (settings.demo() && viewer.may(Permission.SEE_SUPERVISION)) {
            entries.add(entry("demo", "demo", path));
        }
        return entries;
    }

    private static Frame.Entry entry(String key, String icon, String path) {
        String home = "/" + key;
        return new Frame.Entry(key, home, icon, path.equals(home) || path.startsWith(home + "/"));
    }

    private static @Nullable Viewer viewer() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Viewer viewer ? viewer : null;
    }

    private static String csrf(HttpServletRequest request) {
        return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token ? token.getToken() : "";
    }

    private static String address(HttpServletRequest request) {
        String query = request.getQueryString();
        return request.getRequestURI() + (query == null ? "" : "?" + query);
    }
}
