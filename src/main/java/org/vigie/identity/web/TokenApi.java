package org.vigie.identity.web;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.vigie.identity.ApiToken;
import org.vigie.identity.ApiTokens;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Role;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.organization.Client;
import org.vigie.organization.Clients;
import org.vigie.shared.Page;
import org.vigie.shared.Refused;
import org.vigie.shared.TenantId;

/** API tokens: made (shown once), listed, revoked. */
@RestController
@RequestMapping("/api/v1/tokens")
@Needs(Permission.ADMINISTER)
class TokenApi {
    private final ApiTokens tokens;
    private final ViewerScope scopes;
    private final Clients clients;

    TokenApi(ApiTokens tokens, ViewerScope scopes, Clients clients) {
        this.tokens = tokens;
        this.scopes = scopes;
        this.clients = clients;
    }

    record Wanted(
            @Nullable String name,
            @Nullable String role,
            @Nullable String client,
            @Nullable Instant expiresAt) {}

    /** @param token the secret, at the moment of its making only */
    record Shown(
            long id,
            String name,
            String role,
            @Nullable String client,
            String owner,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant usedAt,
            @Nullable String token) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Shown issue(Viewer viewer, @RequestBody Wanted wanted) {
        Role role = wanted.role() == null ? viewer.role() : role(wanted.role());
        TenantId client = wanted.client() == null ? null : scopes.tenant(viewer, wanted.client());
        String name = wanted.name() == null ? "" : wanted.name();
        ApiToken.Issued issued = tokens.issue(viewer, name, role, client, wanted.expiresAt());
        return shown(viewer, issued.token(), issued.secret());
    }

    @GetMapping
    Page<Shown> list(Viewer viewer) {
        List<Shown> all = tokens.visible(viewer).stream()
                .map(token -> shown(viewer, token, null))
                .toList();
        return new Page<>(all, null);
    }

    @DeleteMapping("/{token}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(Viewer viewer, @PathVariable long token) {
        tokens.revoke(viewer, token);
    }

    private Shown shown(Viewer viewer, ApiToken token, @Nullable String secret) {
        TenantId tenant = token.client();
        Client client = tenant == null ? null : viewer.scope().call(() -> clients.get(tenant));
        return new Shown(
                token.id(),
                token.name(),
                word(token.role()),
                client == null ? null : client.key(),
                token.owner(),
                token.createdAt(),
                token.expiresAt(),
                token.usedAt(),
                secret);
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Role role(String word) {
        for (Role role : Role.values()) {
            if (word(role).equals(word)) {
                return role;
            }
        }
        throw Refused.field("role", "refusal.role", word);
    }
}
