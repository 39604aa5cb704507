package org.vigie.console.forms;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.vigie.declaration.Declarations;
import org.vigie.declaration.Document;
import org.vigie.declaration.Drafts;
import org.vigie.declaration.Edit;
import org.vigie.declaration.Kind;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Role;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.monitoring.CheckFilter;
import org.vigie.monitoring.CheckState;
import org.vigie.monitoring.Checks;
import org.vigie.monitoring.Trial;
import org.vigie.organization.Clients;
import org.vigie.page.Frames;
import org.vigie.page.Pages;
import org.vigie.shared.FieldError;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;

/** {@code /begin}: from nothing to a watched service in three steps, each kept when it is done. */
@Controller
class BeginPages {
    private static final int MOST = 40;

    private final Pages pages;
    private final Frames frames;
    private final ViewerScope look;
    private final Declarations declarations;
    private final Clients clients;
    private final Checks checks;

    BeginPages(
            Pages pages, Frames frames, ViewerScope look, Declarations declarations, Clients clients, Checks checks) {
        this.pages = pages;
        this.frames = frames;
        this.look = look;
        this.declarations = declarations;
        this.clients = clients;
        this.checks = checks;
    }

    @GetMapping("/begin")
    @Needs(Permission.DECLARE)
    View begin(Viewer viewer, HttpServletRequest request) {
        refuseOthers(viewer);
        return step(request, 200, 1, "", Typed.empty(), List.of(), List.of());
    }

    @PostMapping("/begin")
    @Needs(Permission.DECLARE)
    View client(Viewer viewer, HttpServletRequest request, @RequestParam MultiValueMap<String, String> sent) {
        refuseOthers(viewer);
        var typed = Typed.of(sent);
        var taken = look.all(viewer, clients::visible).stream()
                .map(one -> one.key())
                .toList();
        String key = KeyMaker.from(List.of("name"), typed, taken);
        try {
            if (key.isEmpty()) {
                throw Refused.field("name", "refusal.declaration.missing", "name");
            }
            var wanted = new LinkedHashMap<String, Object>();
            wanted.put("client", key);
            wanted.put("name", typed.one("name"));
            wanted.put("locale", viewer.locale().getLanguage().equals("en") ? "en" : "fr");
            declarations.edit(key, List.of(Edit.create("client", wanted)), false, viewer.actor());
        } catch (Refused refused) {
            return step(request, 422, 1, "", typed, errors(refused), List.of());
        }
        return FormPages.to("/begin/" + key + "/watch");
    }

    @GetMapping("/begin/{client}/watch")
    @Needs(Permission.DECLARE)
    View watch(Viewer viewer, HttpServletRequest request, @PathVariable String client) {
        return look.of(viewer, client, () -> step(request, 200, 2, client, Typed.empty(), List.of(), List.of()));
    }

    /** First tries everything that could answer there; what is then chosen becomes an asset with its checks. */
    @PostMapping("/begin/{client}/watch")
    @Needs(Permission.DECLARE)
    View choose(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable String client,
            @RequestParam MultiValueMap<String, String> sent) {
        var typed = Typed.of(sent);
        return look.of(viewer, client, () -> {
            try {
                if (!typed.has("address")) {
                    throw Refused.field("address", "refusal.declaration.missing", "address");
                }
                var address = Proposal.Address.of(typed.one("address"));
                var proposals = Proposal.of(address);
                var chosen = new HashSet<>(typed.all("check"));
                if (!typed.one("deed").equals("keep") || chosen.isEmpty()) {
                    var tried = tried(proposals, address.host());
                    var errors = typed.one("deed").equals("keep")
                            ? List.of(FieldError.of("check", "refusal.begin.nothing-chosen"))
                            : List.<FieldError>of();
                    return step(request, errors.isEmpty() ? 200 : 422, 2, client, typed, errors, tried);
                }
                keep(viewer, client, typed, address, proposals, chosen);
            } catch (Refused refused) {
                return step(request, 422, 2, client, typed, errors(refused), List.of());
            }
            return FormPages.to("/begin/" + client + "/told");
        });
    }

    private void keep(
            Viewer viewer,
            String client,
            Typed typed,
            Proposal.Address address,
            List<Proposal> proposals,
            Set<String> chosen) {
        Document document = declarations.document(client);
        String name = typed.has("name") ? typed.one("name") : address.host();
        String key = KeyMaker.free(name, document.keys(Kind.of("assets").orElseThrow()));
        var asset = new LinkedHashMap<String, Object>();
        asset.put("key", key);
        asset.put("kind", "server");
        asset.put("name", name);
        asset.put("address", address.host());
        var edits = new ArrayList<Edit>();
        edits.add(Edit.create("assets", asset));
        proposals.stream()
                .filter(proposal -> chosen.contains(proposal.id()))
                .forEach(proposal -> edits.add(Edit.create("checks", proposal.check(key))));
        declarations.edit(client, edits, false, viewer.actor());
    }

    /** All at once: the slowest decides how long it takes. */
    private List<Tried> tried(List<Proposal> proposals, String host) {
        var answers = proposals.stream()
                .map(proposal -> checks.attempt(Drafts.check(proposal.check("draft")), host))
                .toList();
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
        boolean page = false;
        var tried = new ArrayList<Tried>();
        for (int i = 0; i < proposals.size(); i++) {
            Proposal proposal = proposals.get(i);
            Trial trial = answers.get(i).join();
            boolean good = trial.state() == CheckState.OK || trial.state() == CheckState.WARNING;
            boolean worth = good
                    && !(page
                            && (proposal.type().equals("tcp") || proposal.type().equals("http")));
            page |= good && proposal.type().equals("http");
            if (good || !proposal.guess()) {
                tried.add(new Tried(proposal, trial, worth));
            }
        }
        return tried;
    }

    @GetMapping("/begin/{client}/told")
    @Needs(Permission.DECLARE)
    View told(Viewer viewer, HttpServletRequest request, @PathVariable String client) {
        return look.of(viewer, client, () -> {
            var typed = Typed.empty();
            typed.put("name", viewer.name());
            return step(request, 200, 3, client, typed, List.of(), List.of());
        });
    }

    /** One team with one person, and the rule that makes an incident of what is critical and tells them. */
    @PostMapping("/begin/{client}/told")
    @Needs(Permission.DECLARE)
    View tell(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable String client,
            @RequestParam MultiValueMap<String, String> sent) {
        var typed = Typed.of(sent);
        return look.of(viewer, client, () -> {
            Document document = declarations.document(client);
            String team = KeyMaker.free(
                    frames.of(request).t("begin.team"),
                    document.keys(Kind.of("teams").orElseThrow()));
            var person = new LinkedHashMap<String, Object>();
            person.put(
                    "key",
                    KeyMaker.free(
                            typed.one("name"), document.keys(Kind.of("people").orElseThrow())));
            person.put("name", typed.one("name"));
            if (typed.has("email")) {
                person.put("email", typed.one("email"));
            }
            person.put("locale", viewer.locale().getLanguage().equals("en") ? "en" : "fr");
            person.put("teams", List.of(team));
            try {
                if (!typed.has("name")) {
                    throw Refused.field("name", "refusal.declaration.missing", "name");
                }
                declarations.edit(
                        client,
                        List.of(
                                Edit.create("people", person),
                                Edit.create(
                                        "teams",
                                        Map.of(
                                                "key",
                                                team,
                                                "name",
                                                frames.of(request).t("begin.team"),
                                                "level",
                                                1)),
                                Edit.create(
                                        "response",
                                        Map.of(
                                                "when",
                                                Map.of("severity", "critical"),
                                                "open",
                                                "incident",
                                                "team",
                                                team,
                                                "resolve-when-cleared",
                                                true))),
                        false,
                        viewer.actor());
            } catch (Refused refused) {
                return step(request, 422, 3, client, typed, errors(refused), List.of());
            }
            return FormPages.to("/begin/" + client + "/done");
        });
    }

    @GetMapping("/begin/{client}/done")
    @Needs(Permission.DECLARE)
    View done(Viewer viewer, HttpServletRequest request, @PathVariable String client) {
        return look.of(
                viewer,
                client,
                () -> pages.show(
                        request,
                        "forms/begun",
                        Map.of(
                                "client", clients.find(client).orElseThrow(() -> NotFound.of("client", client)),
                                "checks",
                                        checks.list(new CheckFilter(null, null), null, MOST)
                                                .items())));
    }

    private View step(
            HttpServletRequest request,
            int status,
            int number,
            String client,
            Typed typed,
            List<FieldError> errors,
            List<Tried> tried) {
        Map<String, Object> params = new HashMap<>();
        params.put("step", number);
        params.put("client", client);
        params.put("typed", typed);
        params.put("errors", errors);
        params.put("tried", tried);
        return pages.show(request, status, "forms/begin", params);
    }

    private static List<FieldError> errors(Refused refused) {
        var errors = refused.inForm();
        return errors.stream()
                .map(error -> new FieldError(error.field().replaceFirst("^edits\\[0]\\.", ""), null, error.rule()))
                .toList();
    }

    private static void refuseOthers(Viewer viewer) {
        if (!viewer.everyClient() || viewer.role() != Role.ADMINISTRATOR) {
            throw NotFound.of("page", "begin");
        }
    }
}
