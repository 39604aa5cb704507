package org.vigie.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;
import org.vigie.identity.Needs;
import org.vigie.identity.Open;
import org.vigie.identity.SignIns;
import org.vigie.identity.SignIns.Outcome;
import org.vigie.identity.Visitor;
import org.vigie.identity.Visits;
import org.vigie.page.Pages;
import org.vigie.shared.Words;

/** In and out. */
@Controller
@Open
class SignInPages {
    private final SignIns signIns;
    private final Pages pages;

    SignInPages(SignIns signIns, Pages pages) {
        this.signIns = signIns;
        this.pages = pages;
    }

    @GetMapping("/sign-in")
    View ask(HttpServletRequest request, @RequestParam(required = false) @Nullable String next) {
        if (Visits.visitor(request).isPresent()) {
            return to(Paths.local(next));
        }
        return page(request, 200, "", Paths.local(next), null);
    }

    @PostMapping("/sign-in")
    View enter(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(defaultValue = "") String login,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(required = false) @Nullable String next) {
        return switch (signIns.signIn(login, password, origin(request))) {
            case Outcome.Welcome(String secret, Visitor visitor, String mark) -> {
                Cookies.write(request, response, Cookies.SESSION, secret);
                Cookies.mark(request, response, mark);
                Cookies.remove(request, response, Cookies.FORM);
                yield to(Paths.local(next));
            }
            case Outcome.Unknown() -> page(request, 422, login, Paths.local(next), Words.of("signIn.unknown"));
            case Outcome.TooMany(var delay) -> {
                long seconds = delay.plusMillis(999).toSeconds();
                response.setHeader("Retry-After", Long.toString(seconds));
                yield page(request, 429, login, Paths.local(next), Words.of("signIn.wait", seconds));
            }
        };
    }

    @PostMapping("/sign-out")
    @Needs
    View leave(HttpServletRequest request, HttpServletResponse response, Visitor visitor) {
        Optional.ofNullable(visitor.sessionId()).ifPresent(session -> signIns.end(visitor.viewer(), session));
        Cookies.remove(request, response, Cookies.SESSION);
        return to("/sign-in");
    }

    private View page(HttpServletRequest request, int status, String login, String next, @Nullable Words problem) {
        var params = new java.util.HashMap<String, Object>(Map.of("login", login, "next", next));
        params.put("problem", problem);
        return pages.show(request, status, "identity/sign-in", params);
    }

    static SignIns.Origin origin(HttpServletRequest request) {
        String agent = request.getHeader("User-Agent");
        return new SignIns.Origin(
                request.getRemoteAddr(),
                agent == null ? "" : agent,
                Cookies.read(request, Cookies.BROWSER).orElse(null));
    }

    /** 303: the browser goes on with a GET; the path is local and already checked. */
    static View to(String path) {
        var redirect = new RedirectView(path, true, false, false);
        redirect.setExpandUriTemplateVariables(false);
        redirect.setStatusCode(org.springframework.http.HttpStatus.SEE_OTHER);
        return redirect;
    }
}
