package org.vigie.api.declarations;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.vigie.api.Tags;
import org.vigie.declaration.Declarations;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Role;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.organization.Client;
import org.vigie.organization.Clients;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;

/** What people declare about their clients, as one text. */
@RestController
@RequestMapping("/api/v1/declarations")
@Needs(Permission.DECLARE)
class DeclarationApi {
    static final String YAML = "application/yaml";

    private final Declarations declarations;
    private final ViewerScope scopes;
    private final Clients clients;

    DeclarationApi(Declarations declarations, ViewerScope scopes, Clients clients) {
        this.declarations = declarations;
        this.scopes = scopes;
        this.clients = clients;
    }

    /** Makes everything match the documents, all or nothing. JSON is YAML, so one reader serves both. */
    @PutMapping(consumes = {YAML, "application/x-yaml", "text/yaml", MediaType.APPLICATION_JSON_VALUE})
    Declarations.Outcome apply(
            Viewer viewer,
            @RequestBody byte[] body,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        String text = text(body);
        List<String> declared = declarations.clientsIn(text);
        declared.forEach(key -> refuseForeign(viewer, key));
        if (ifMatch != null) {
            if (declared.size() != 1) {
                throw Refused.because("refusal.etag");
            }
            Tags.match(ifMatch, tag(viewer, declared.getFirst()));
        }
        return declarations.apply(text, dryRun, viewer.actor(), null);
    }

    @GetMapping(produces = YAML)
    ResponseEntity<String> export(Viewer viewer, @RequestParam String client) {
        String text = scopes.of(viewer, client, () -> declarations.export(client));
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.parseMediaType(YAML), StandardCharsets.UTF_8))
                .eTag(Tags.of(text))
                .body(text);
    }

    /** What is not there may be made by one who sees all clients; to others it is as foreign as another's. */
    private void refuseForeign(Viewer viewer, String key) {
        Optional<Client> known = viewer.scope().call(() -> clients.find(key));
        boolean allowed = known.isPresent()
                ? viewer.scope().sees(known.get().id())
                : viewer.everyClient() && viewer.role() == Role.ADMINISTRATOR;
        if (!allowed) {
            throw NotFound.of("client", key);
        }
    }

    private @Nullable String tag(Viewer viewer, String key) {
        return viewer.scope().call(() -> clients.find(key)).isEmpty()
                ? null
                : Tags.of(scopes.of(viewer, key, () -> declarations.export(key)));
    }

    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Refused.because("refusal.utf8");
        }
    }
}
