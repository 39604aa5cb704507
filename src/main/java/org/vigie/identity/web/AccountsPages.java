package org.vigie.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.vigie.identity.Account;
import org.vigie.identity.Accounts;
import org.vigie.identity.ApiTokens;
import org.vigie.identity.Languages;
import org.vigie.identity.Needs;
import org.vigie.identity.NewAccount;
import org.vigie.identity.Permission;
import org.vigie.identity.Role;
import org.vigie.identity.Viewer;
import org.vigie.organization.Client;
import org.vigie.organization.Clients;
import org.vigie.organization.People;
import org.vigie.organization.Person;
import org.vigie.page.Pages;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;

/** Everybody's accounts and tokens, for an administrator. */
@Controller
@Needs(Permission.ADMINISTER)
class AccountsPages {
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@]+@[^\\s@]+");

    private final Accounts accounts;
    private final ApiTokens tokens;
    private final Clients clients;
    private final People people;
    private final Pages pages;

    AccountsPages(Accounts accounts, ApiTokens tokens, Clients clients, People people, Pages pages) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.clients = clients;
        this.people = people;
        this.pages = pages;
    }

    @GetMapping("/accounts")
    View list(HttpServletRequest request, Viewer viewer) {
        return page(request, 200, viewer, null, null);
    }

    @PostMapping("/accounts")
    View invite(
            HttpServletRequest request,
            Viewer viewer,
            @RequestParam(defaultValue = "") String login,
            @RequestParam(defaultValue = "") String name,
            @RequestParam Role role,
            @RequestParam(defaultValue = "fr") String locale,
            @RequestParam(defaultValue = "") String person,
            @RequestParam(defaultValue = "") List<String> client) {
        return answering(request, viewer, () -> {
            Locale language = Languages.of(locale);
            TreeSet<TenantId> seen = tenants(viewer, client);
            // Who signs in with an address is, if nothing else is said, whoever has that address.
            String who = person.isBlank() && login.contains("@") ? login : person;
            var account = new NewAccount(
                    login, name, role, language, client.contains("*"), seen, person(role, seen, who, name, language));
            return accounts.invite(viewer.actor(), account).path();
        });
    }

    @PostMapping("/accounts/{account}/link")
    View inviteAgain(HttpServletRequest request, Viewer viewer, @PathVariable long account) {
        return answering(
                request,
                viewer,
                () -> accounts.inviteAgain(viewer.actor(), account).path());
    }

    @PostMapping("/accounts/{account}/sight")
    View changeSight(
            HttpServletRequest request,
            Viewer viewer,
            @PathVariable long account,
            @RequestParam Role role,
            @RequestParam(defaultValue = "") String person,
            @RequestParam(defaultValue = "") List<String> client) {
        return answering(request, viewer, () -> {
            TreeSet<TenantId> seen = tenants(viewer, client);
            var known = accounts.get(account);
            accounts.changeSight(
                    viewer.actor(),
                    account,
                    role,
                    client.contains("*"),
                    seen,
                    person(role, seen, person, known.name(), known.locale()));
            return null;
        });
    }

    @PostMapping("/accounts/{account}/disablement")
    View disable(HttpServletRequest request, Viewer viewer, @PathVariable long account) {
        return answering(request, viewer, () -> {
            accounts.disable(viewer.actor(), account);
            return null;
        });
    }

    @PostMapping("/accounts/{account}/disablement/end")
    View enable(HttpServletRequest request, Viewer viewer, @PathVariable long account) {
        return answering(request, viewer, () -> {
            accounts.enable(viewer.actor(), account);
            return null;
        });
    }

    @PostMapping("/accounts/tokens/{token}/end")
    View revokeToken(HttpServletRequest request, Viewer viewer, @PathVariable long token) {
        return answering(request, viewer, () -> {
            tokens.revoke(viewer, token);
            return null;
        });
    }

    /** A deed that may give a path to show, such as a link. */
    private interface Deed {
        @Nullable
        String run();
    }

    private View answering(HttpServletRequest request, Viewer viewer, Deed deed) {
        try {
            String path = deed.run();
            return path == null ? SignInPages.to("/accounts") : page(request, 200, viewer, null, path);
        } catch (Refused refused) {
            return page(request, 422, viewer, refused.rule(), null);
        }
    }

    /** By key or by address; an address that nobody of the client has is that of somebody new. */
    private @Nullable Long person(Role role, TreeSet<TenantId> seen, String written, String name, Locale locale) {
        String who = written.strip();
        if (who.isEmpty() || role.isStaff() || seen.size() != 1) {
            return null;
        }
        return Scope.of(seen.first()).call(() -> {
            if (ADDRESS.matcher(who).matches()) {
                return people.meet(name, who, locale).id();
            }
            return people.find(who)
                    .map(Person::id)
                    .orElseThrow(() -> Refused.field("person", "refusal.account.person.unknown"));
        });
    }

    private TreeSet<TenantId> tenants(Viewer viewer, List<String> keys) {
        return viewer.scope()
                .call(() -> keys.stream()
                        .filter(key -> !key.isBlank() && !key.equals("*"))
                        .map(key -> clients.find(key).map(Client::id).orElseThrow(() -> NotFound.of("client", key)))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private View page(
            HttpServletRequest request, int status, Viewer viewer, @Nullable Words problem, @Nullable String linkPath) {
        List<Client> visible = viewer.scope().call(clients::visible);
        List<Account> all = accounts.all();
        Map<Long, Person> persons = viewer.scope()
                .call(() -> people.named(all.stream()
                        .map(Account::person)
                        .filter(Objects::nonNull)
                        .toList()));
        var params = new HashMap<String, Object>(
                Map.of("accounts", all, "tokens", tokens.visible(viewer), "clients", visible, "persons", persons));
        params.put("problem", problem);
        params.put("link", linkPath == null ? null : origin(request) + linkPath);
        return pages.show(request, status, "identity/accounts", params);
    }

    private static String origin(HttpServletRequest request) {
        String url = request.getRequestURL().toString();
        return url.substring(0, url.length() - request.getRequestURI().length());
    }
}
