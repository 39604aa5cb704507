package org.vigie.api.declarations;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
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
import org.vigie.shared.FieldError;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;
import org.vigie.shared.Words;

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
    ResponseEntity<Declarations.Outcome> apply(
            Viewer viewer,
            @RequestBody(required = false) byte @Nullable [] body,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        String text = body == null ? "" : text(body);
        List<String> declared = declarations.clientsIn(text);
        declared.forEach(key -> refuseForeign(viewer, key));
        if (ifMatch != null) {
            if (declared.size() != 1) {
                throw Refused.because("refusal.etag");
            }
            Tags.match(ifMatch, tag(viewer, declared.getFirst()));
        }
        var outcome = declarations.apply(text, dryRun, viewer.actor(), null);
        var answer = ResponseEntity.ok();
        if (declared.size() == 1 && !dryRun) {
            answer.eTag(Objects.requireNonNull(tag(viewer, declared.getFirst())));
        }
        return answer.body(outcome);
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
        var bytes = ByteBuffer.wrap(body);
        var text = CharBuffer.allocate(body.length);
        if (StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true).isError()) {
            int line = 1;
            for (int i = 0; i < bytes.position(); i++) {
                line += body[i] == '\n' ? 1 : 0;
            }
            throw Refused.fields(List.of(new FieldError("", line, Words.of("refusal.utf8"))));
        }
        return text.flip().toString();
    }
}
