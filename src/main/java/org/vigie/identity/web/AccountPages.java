package org.vigie.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.vigie.identity.Accounts;
import org.vigie.identity.ApiTokens;
import org.vigie.identity.Languages;
import org.vigie.identity.Needs;
import org.vigie.identity.SignIns;
import org.vigie.identity.Theme;
import org.vigie.identity.Viewer;
import org.vigie.identity.Visitor;
import org.vigie.page.Pages;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;
import org.vigie.shared.Words;

/** One's own account: password, language, theme, sessions, tokens. For a browser only: a token cannot make a token here. */
@Controller
@Needs
class AccountPages {
    private final Accounts accounts;
    private final SignIns signIns;
    private final ApiTokens tokens;
    private final Pages pages;

    AccountPages(Accounts accounts, SignIns signIns, ApiTokens tokens, Pages pages) {
        this.accounts = accounts;
        this.signIns = signIns;
        this.tokens = tokens;
        this.pages = pages;
    }

    @GetMapping("/account")
    View show(HttpServletRequest request, Visitor visitor) {
        return page(request, 200, visitor, null, null);
    }

    @PostMapping("/account/password")
    View changePassword(
            HttpServletRequest request,
            Visitor visitor,
            @RequestParam(defaultValue = "") String current,
            @RequestParam(defaultValue = "") String wanted) {
        inBrowser(visitor);
        try {
            accounts.changePassword(visitor.viewer().accountId(), current, wanted);
        } catch (Refused refused) {
            return page(request, 422, visitor, refused.rule(), null);
        }
        return SignInPages.to("/sign-in");
    }

    @PostMapping("/account/sessions/{session}/end")
    View endSession(Visitor visitor, @PathVariable long session) {
        signIns.end(inBrowser(visitor), session);
        return SignInPages.to("/account");
    }

    @PostMapping("/account/tokens")
    View issueToken(HttpServletRequest request, Visitor visitor, @RequestParam(defaultValue = "") String name) {
        Viewer viewer = inBrowser(visitor);
        try {
            String secret =
                    tokens.issue(viewer, name, viewer.role(), null, null).secret();
            return page(request, 200, visitor, null, secret);
        } catch (Refused refused) {
            return page(request, 422, visitor, refused.rule(), null);
        }
    }

    @PostMapping("/account/tokens/{token}/end")
    View revokeToken(Visitor visitor, @PathVariable long token) {
        tokens.revoke(inBrowser(visitor), token);
        return SignInPages.to("/account");
    }

    @PostMapping("/preferences")
    View prefer(
            Visitor visitor,
            @RequestParam(required = false) @Nullable String locale,
            @RequestParam(required = false) @Nullable String theme,
            @RequestParam(required = false) @Nullable String next) {
        Viewer viewer = inBrowser(visitor);
        accounts.prefer(
                viewer.accountId(),
                locale == null ? viewer.locale() : Languages.of(locale),
                theme == null ? visitor.theme() : Theme.of(theme));
        return SignInPages.to(Paths.local(next));
    }

    private static Viewer inBrowser(Visitor visitor) {
        if (visitor.sessionId() == null) {
            throw NotFound.of("page", "account");
        }
        return visitor.viewer();
    }

    private View page(
            HttpServletRequest request,
            int status,
            Visitor visitor,
            @Nullable Words problem,
            @Nullable String newToken) {
        Viewer viewer = inBrowser(visitor);
        var params = new HashMap<String, Object>(
                Map.of("visitor", visitor, "sessions", signIns.of(viewer), "tokens", tokens.of(viewer)));
        params.put("problem", problem);
        params.put("newToken", newToken);
        return pages.show(request, status, "identity/account", params);
    }
}
