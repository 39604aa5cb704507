package org.vigie.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.vigie.identity.Accounts;
import org.vigie.identity.Open;
import org.vigie.identity.Setup;
import org.vigie.identity.Visits;
import org.vigie.page.Pages;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;

/** What is behind a one-time link: the first administrator, or a password to choose. */
@Controller
@Open
class SetupPages {
    private final Setup setup;
    private final Accounts accounts;
    private final Pages pages;

    SetupPages(Setup setup, Accounts accounts, Pages pages) {
        this.setup = setup;
        this.accounts = accounts;
        this.pages = pages;
    }

    @GetMapping("/setup")
    View begin(HttpServletRequest request, @RequestParam(defaultValue = "") String token) {
        if (!setup.isGood(token)) {
            throw NotFound.of("link", "setup");
        }
        return setupPage(request, 200, token, "", "", null);
    }

    @PostMapping("/setup")
    View complete(
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String token,
            @RequestParam(defaultValue = "") String login,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String password) {
        if (!setup.isGood(token)) {
            throw NotFound.of("link", "setup");
        }
        try {
            setup.complete(token, login, name, password, Visits.locale(request));
        } catch (Refused refused) {
            return setupPage(request, 422, token, login, name, refused);
        }
        return SignInPages.to("/sign-in");
    }

    private View setupPage(
            HttpServletRequest request,
            int status,
            String token,
            String login,
            String name,
            @Nullable Refused refused) {
        var params = new HashMap<String, Object>(Map.of("token", token, "login", login, "name", name));
        params.put("problem", refused == null ? null : refused.rule());
        return pages.show(request, status, "identity/setup", params);
    }

    @GetMapping("/password")
    View ask(HttpServletRequest request, @RequestParam(defaultValue = "") String token) {
        if (!accounts.isGoodLink(token)) {
            throw NotFound.of("link", "password");
        }
        return passwordPage(request, 200, token, null);
    }

    @PostMapping("/password")
    View choose(
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String token,
            @RequestParam(defaultValue = "") String password) {
        if (!accounts.isGoodLink(token)) {
            throw NotFound.of("link", "password");
        }
        try {
            accounts.acceptLink(token, password);
        } catch (Refused refused) {
            return passwordPage(request, 422, token, refused);
        }
        return SignInPages.to("/sign-in");
    }

    private View passwordPage(HttpServletRequest request, int status, String token, @Nullable Refused refused) {
        var params = new HashMap<String, Object>(Map.of("token", token));
        params.put("problem", refused == null ? null : refused.rule());
        return pages.show(request, status, "identity/password", params);
    }
}
