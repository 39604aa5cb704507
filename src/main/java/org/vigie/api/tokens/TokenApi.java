package org.vigie.api.tokens;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.vigie.api.Choice;
import org.vigie.api.Following;
import org.vigie.api.Limits;
import org.vigie.api.Slices;
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
    Shown issue(
            Viewer viewer,
            @RequestBody Wanted wanted,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        Role role = wanted.role() == null ? viewer.role() : Choice.read("role", wanted.role(), Role.class);
        TenantId client = wanted.client() == null ? null : scopes.tenant(viewer, wanted.client());
        String name = wanted.name() == null ? "" : wanted.name();
        ApiToken.Issued issued = key == null
                ? tokens.issue(viewer, name, role, client, wanted.expiresAt())
                : tokens.issueOnce(viewer, name, role, client, wanted.expiresAt(), key);
        return shown(viewer, issued.token(), issued.secret());
    }

    @GetMapping
    Page<Shown> list(Viewer viewer, @Following @Nullable String cursor, @RequestParam(defaultValue = "100") int limit) {
        List<ApiToken> all = tokens.visible(viewer);
        return Slices.of(all, token -> Long.toString(token.id()), cursor, Limits.checked(limit))
                .map(token -> shown(viewer, token, null));
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
                Choice.word(token.role()),
                client == null ? null : client.key(),
                token.owner(),
                token.createdAt(),
                token.expiresAt(),
                token.usedAt(),
                secret);
    }
}
