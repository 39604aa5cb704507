package org.vigie.api.supervision;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.vigie.api.Choice;
import org.vigie.api.Following;
import org.vigie.api.Keys;
import org.vigie.api.Limits;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.PlainFrames;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.monitoring.Check;
import org.vigie.monitoring.CheckFilter;
import org.vigie.monitoring.CheckState;
import org.vigie.monitoring.Checks;
import org.vigie.page.Texts;
import org.vigie.shared.Page;

/** What is asked of the assets, and what is believed of the answers. */
@RestController
@RequestMapping("/api/v1/checks")
@Needs(Permission.SEE_SUPERVISION)
class CheckApi {
    private final Checks checks;
    private final ViewerScope scopes;
    private final Keys keys;
    private final PlainFrames frames;

    CheckApi(Checks checks, ViewerScope scopes, Keys keys, PlainFrames frames) {
        this.checks = checks;
        this.scopes = scopes;
        this.keys = keys;
        this.frames = frames;
    }

    /** @param output the last finding as a sentence in the caller's language */
    record Shown(
            long id,
            String key,
            String client,
            @Nullable String asset,
            String type,
            String state,
            Instant since,
            @Nullable Instant lastCheckedAt,
            @Nullable String output,
            Duration interval,
            Duration timeout,
            int failures,
            String symptom) {}

    @GetMapping
    Page<Shown> list(
            Viewer viewer,
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String asset,
            @Following @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        var filter = new CheckFilter(Choice.find("state", state, CheckState.class), keys.asset(viewer, client, asset));
        Page<Check> found = scopes.maybeOf(viewer, client, () -> checks.list(filter, cursor, Limits.checked(limit)));
        return new Page<>(shown(viewer, found.items(), frames.texts(request)), found.next());
    }

    @GetMapping("/{id}")
    Shown get(Viewer viewer, HttpServletRequest request, @PathVariable long id) {
        Check check = scopes.all(viewer, () -> checks.get(id));
        return shown(viewer, List.of(check), frames.texts(request)).getFirst();
    }

    private List<Shown> shown(Viewer viewer, List<Check> some, Texts texts) {
        var clients = keys.clients(viewer, some.stream().map(Check::tenant).toList());
        var assets = scopes.all(
                viewer, () -> keys.assets(some.stream().map(Check::assetId).toList()));
        return some.stream()
                .map(check -> new Shown(
                        check.id(),
                        check.key(),
                        Objects.requireNonNull(clients.get(check.tenant())),
                        assets.get(check.assetId()),
                        check.type(),
                        Choice.word(check.state()),
                        check.since(),
                        check.lastCheckedAt(),
                        check.output() == null ? null : texts.say(check.output()),
                        check.interval(),
                        check.timeout(),
                        check.failures(),
                        check.symptom()))
                .toList();
    }
}
