package org.vigie.console.forms;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;
import org.vigie.declaration.Declarations;
import org.vigie.declaration.Document;
import org.vigie.declaration.Edit;
import org.vigie.declaration.Field;
import org.vigie.declaration.Kind;
import org.vigie.declaration.Shape;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Role;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.organization.Clients;
import org.vigie.page.Frames;
import org.vigie.page.Pages;
import org.vigie.page.Texts;
import org.vigie.shared.FieldError;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;

/**
 * The forms by which one object is made, changed and retired. What was typed becomes the object that a declaration would
 * hold and goes the way of every declaration; what is refused comes back beside its field, with everything that was typed.
 */
@Controller
class FormPages {
    private final Pages pages;
    private final Frames frames;
    private final ViewerScope look;
    private final Declarations declarations;
    private final Clients clients;
    private final Looks looks;

    FormPages(Pages pages, Frames frames, ViewerScope look, Declarations declarations, Clients clients, Looks looks) {
        this.pages = pages;
        this.frames = frames;
        this.look = look;
        this.declarations = declarations;
        this.clients = clients;
        this.looks = looks;
    }

    @GetMapping("/new-client")
    @Needs(Permission.DECLARE)
    View newClient(Viewer viewer, HttpServletRequest request) {
        refuseMakingClients(viewer);
        return form(request, 200, new Draft(Kind.CLIENT, nobody(), "", Map.of(), Typed.empty(), ""), List.of(), false);
    }

    @PostMapping("/new-client")
    @Needs(Permission.DECLARE)
    View createClient(Viewer viewer, HttpServletRequest request, @RequestParam MultiValueMap<String, String> sent) {
        refuseMakingClients(viewer);
        var typed = Typed.of(sent);
        var taken = look.all(viewer, clients::visible).stream()
                .map(client -> client.key())
                .toList();
        String key = typed.has("client") ? typed.one("client") : KeyMaker.from(List.of("name"), typed, taken);
        var draft = new Draft(Kind.CLIENT, nobody(), "", Map.of(), typed, "");
        if (taken.contains(key)) {
            return form(request, 422, draft, List.of(FieldError.of("client", "refusal.declared-twice", key)), false);
        }
        try {
            var wanted = Translation.object(Kind.CLIENT.fields(), typed, Map.of());
            wanted.put("client", key);
            declarations.edit(key, List.of(Edit.create("client", wanted)), false, viewer.actor());
        } catch (Refused refused) {
            return form(request, 422, draft, errors(refused), false);
        }
        return to("/clients/" + key);
    }

    @GetMapping("/clients/{client}/add/{section}")
    @Needs(Permission.DECLARE)
    View add(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable String client,
            @PathVariable String section,
            @RequestParam MultiValueMap<String, String> given) {
        Kind kind = addable(section);
        return look.of(viewer, client, () -> {
            Document document = declarations.document(client);
            var typed = usual(kind, Typed.of(given));
            if (kind.section().equals("checks") && groups(kind).get(typed.one("type")) == null) {
                return types(request, document, kind, typed);
            }
            if (kind.isSingle() && !document.objects(kind).isEmpty()) {
                return to("/clients/" + client + "/" + section + "/"
                        + document.keys(kind).getFirst() + "/change");
            }
            return form(request, 200, new Draft(kind, document, "", Map.of(), typed, ""), List.of(), false);
        });
    }

    @PostMapping("/clients/{client}/add/{section}")
    @Needs(Permission.DECLARE)
    View create(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable String client,
            @PathVariable String section,
            @RequestParam MultiValueMap<String, String> sent) {
        Kind kind = addable(section);
        Document document = look.of(viewer, client, () -> declarations.document(client));
        var draft = new Draft(kind, document, "", Map.of(), Typed.of(sent), "");
        return save(viewer, request, client, draft);
    }

    @GetMapping("/clients/{client}/{section}/{key}/change")
    @Needs(Permission.DECLARE)
    View change(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable String client,
            @PathVariable String section,
            @PathVariable String key) {
        Kind kind = KindPages.kind(section);
        return look.of(viewer, client, () -> {
            Document document = declarations.document(client);
            var object = document.get(kind, key);
            var typed = Translation.typed(kind.fields(), object);
            if (kind.isOrdered()) {
                typed.put("place", key);
            }
            return form(
                    request,
                    200,
                    new Draft(kind, document, key, object, typed, Document.tag(object)),
                    List.of(),
                    false);
        });
    }

    @PostMapping("/clients/{client}/{section}/{key}/change")
    @Needs(Permission.DECLARE)
    View keep(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable String client,
            @PathVariable String section,
            @PathVariable String key,
            @RequestParam MultiValueMap<String, String> sent) {
        Kind kind = KindPages.kind(section);
        Document document = look.of(viewer, client, () -> declarations.document(client));
        var typed = Typed.of(sent);
        if (typed.one("base").isEmpty()) {
            // Made from nothing that was seen: then it must be there. With a base it may have been retired meanwhile.
            document.get(kind, key);
        }
        var draft = new Draft(kind, document, key, document.find(kind, key).orElse(Map.of()), typed, typed.one("base"));
        return save(viewer, request, client, draft);
    }

    @GetMapping("/clients/{client}/{section}/{key}/retirement")
    @Needs(Permission.DECLARE)
    View askToRetire(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable String client,
            @PathVariable String section,
            @PathVariable String key) {
        return look.of(viewer, client, () -> {
            Document document = declarations.document(client);
            return retirement(request, 200, document, addable(section), key, List.of());
        });
    }

    @PostMapping("/clients/{client}/{section}/{key}/retirement")
    @Needs(Permission.DECLARE)
    View retire(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable String client,
            @PathVariable String section,
            @PathVariable String key,
            @RequestParam(defaultValue = "") String base) {
        Kind kind = addable(section);
        Document document = look.of(viewer, client, () -> declarations.document(client));
        document.get(kind, key);
        if (!document.referencesTo(kind, key).isEmpty()) {
            return retirement(request, 422, document, kind, key, List.of());
        }
        try {
            declarations.edit(client, List.of(Edit.retire(section, key, base)), false, viewer.actor());
        } catch (Refused refused) {
            return retirement(request, 422, document, kind, key, errors(refused));
        }
        return to(kind.isSingle() ? "/clients/" + client : "/clients/" + client + "/" + section + "?done=retired");
    }

    /**
     * One form on its way.
     *
     * @param key of the object that is changed, empty for a new one
     * @param base the tag of the object that the person saw
     */
    private record Draft(Kind kind, Document document, String key, Map<String, Object> old, Typed typed, String base) {
        boolean isNew() {
            return key.isEmpty();
        }

        Map<String, Object> wanted() {
            var object = Translation.object(kind.fields(), typed, old);
            if (kind.isOrdered()) {
                return object;
            }
            var wanted = new LinkedHashMap<String, Object>();
            String made = isNew() ? newKey() : key;
            if (!made.isEmpty()) {
                wanted.put(kind.keyField(), made);
            }
            wanted.putAll(object);
            return wanted;
        }

        private String newKey() {
            return typed.has(kind.keyField()) || kind.keyFrom().isEmpty()
                    ? typed.one(kind.keyField())
                    : KeyMaker.from(kind.keyFrom(), typed, document.keys(kind));
        }

        Edit edit(Map<String, Object> wanted) {
            var edit = isNew() ? Edit.create(kind.section(), wanted) : Edit.change(kind.section(), key, base, wanted);
            String place = typed.one("place");
            return kind.isOrdered() && place.matches("\\d{1,4}") ? edit.at(Integer.parseInt(place) - 1) : edit;
        }
    }

    private View save(Viewer viewer, HttpServletRequest request, String client, Draft draft) {
        String deed = draft.typed().one("deed");
        var wanted = draft.wanted();
        boolean isTrial = deed.equals("try") || deed.equals("look");
        try {
            if (!isTrial || deed.equals("try")) {
                declarations.edit(client, List.of(draft.edit(wanted)), isTrial, viewer.actor());
            }
        } catch (Refused refused) {
            if (refused.kind() == Refused.Kind.STALE) {
                return overtaken(viewer, request, client, draft);
            }
            return form(request, 422, draft, errors(refused), false);
        }
        if (isTrial) {
            return look.of(viewer, client, () -> form(request, 200, draft, List.of(), deed.equals("try")));
        }
        Kind kind = draft.kind();
        if (kind.equals(Kind.CLIENT)) {
            return to("/clients/" + client);
        }
        if (kind.isOrdered()) {
            return to("/clients/" + client + "/" + kind.section() + "?done=kept");
        }
        return to("/clients/" + client + "/" + kind.section() + "/" + wanted.get(kind.keyField()) + "?done=kept");
    }

    /** Somebody else was there in between: what there is now stands beside what was typed, and saving again decides. */
    private View overtaken(Viewer viewer, HttpServletRequest request, String client, Draft draft) {
        Document now = look.of(viewer, client, () -> declarations.document(client));
        var current = now.find(draft.kind(), draft.key());
        var again = new Draft(
                draft.kind(),
                now,
                draft.key(),
                current.orElse(Map.of()),
                draft.typed(),
                current.map(Document::tag).orElse(""));
        return form(request, 409, again, List.of(), current, false);
    }

    private View form(HttpServletRequest request, int status, Draft draft, List<FieldError> errors, boolean tried) {
        return form(request, status, draft, errors, null, tried);
    }

    private View form(
            HttpServletRequest request,
            int status,
            Draft draft,
            List<FieldError> errors,
            @Nullable Optional<Map<String, Object>> overtakenBy,
            boolean tried) {
        Texts texts = frames.of(request).texts();
        var labels = new Labels(texts);
        Kind kind = draft.kind();
        String client = draft.document().client();
        boolean isNewClient = kind.equals(Kind.CLIENT) && draft.isNew();
        String home = isNewClient
                ? "/clients"
                : kind.equals(Kind.CLIENT)
                        ? "/clients/" + client
                        : draft.isNew() || kind.isOrdered()
                                ? "/clients/" + client + "/" + kind.section()
                                : "/clients/" + client + "/" + kind.section() + "/" + draft.key();
        Map<String, Object> params = new HashMap<>();
        params.put("client", isNewClient ? "" : draft.document().name());
        params.put("clientKey", isNewClient ? "" : client);
        params.put("kind", kind);
        params.put("labels", labels);
        params.put(
                "title",
                draft.isNew()
                        ? texts.t("form.add", labels.one(kind.section()))
                        : KindPages.title(kind, draft.old(), draft.key(), labels));
        params.put("key", draft.key());
        params.put("base", draft.base());
        params.put("type", draft.typed().one("type"));
        params.put("places", kind.isOrdered() ? draft.document().keys(kind).size() + (draft.isNew() ? 1 : 0) : 0);
        params.put("place", draft.typed().one("place"));
        params.put("sheet", Sheet.of(kind, draft.typed(), draft.old(), draft.isNew(), draft.document(), errors, texts));
        params.put(
                "action",
                isNewClient
                        ? "/new-client"
                        : draft.isNew()
                                ? "/clients/" + client + "/add/" + kind.section()
                                : "/clients/" + client + "/" + kind.section() + "/" + draft.key() + "/change");
        params.put("home", home);
        params.put("differences", overtakenBy == null ? List.of() : differences(draft, overtakenBy, labels));
        params.put("overtaken", overtakenBy != null);
        params.put("gone", overtakenBy != null && overtakenBy.isEmpty());
        params.put("hasLook", Looks.isThereOne(kind));
        params.put("tried", tried);
        params.put(
                "look",
                isNewClient || !errors.isEmpty()
                        ? Look.nothing(kind.section(), null)
                        : looks.at(kind, draft.wanted(), draft.document(), draft.typed(), tried, texts));
        // A part of a page is only taken over from an answer that says yes.
        boolean isPart = request.getHeader("HX-Request") != null;
        return pages.show(request, isPart ? 200 : status, "forms/form", params);
    }

    private static List<Difference> differences(Draft draft, Optional<Map<String, Object>> now, Labels labels) {
        var there = Translation.typed(draft.kind().fields(), now.orElse(Map.of()));
        var differences = new ArrayList<Difference>();
        there.values().forEach((name, values) -> {
            String is = String.join(", ", there.all(name));
            String typed = String.join(", ", draft.typed().all(name));
            if (!is.equals(typed) && !name.endsWith(".unit") || !is.equals(typed) && there.has(name)) {
                differences.add(new Difference(labels.field(draft.kind().section(), name), is, typed));
            }
        });
        return differences;
    }

    private View types(HttpServletRequest request, Document document, Kind kind, Typed typed) {
        return pages.show(
                request,
                "forms/types",
                Map.of(
                        "client", document.name(),
                        "clientKey", document.client(),
                        "types", List.copyOf(groups(kind).keySet()),
                        "asset", typed.one("asset")));
    }

    private View retirement(
            HttpServletRequest request, int status, Document document, Kind kind, String key, List<FieldError> errors) {
        Texts texts = frames.of(request).texts();
        var labels = new Labels(texts);
        var object = document.get(kind, key);
        Map<String, Object> params = new HashMap<>();
        params.put("client", document.name());
        params.put("clientKey", document.client());
        params.put("kind", kind);
        params.put("key", key);
        params.put("labels", labels);
        params.put("title", KindPages.title(kind, object, key, labels));
        params.put("base", Document.tag(object));
        params.put("facts", Fact.of(kind, object, document, texts));
        params.put("dependents", KindPages.references(kind, key, document, labels));
        params.put("errors", errors);
        return pages.show(request, status, "forms/retire", params);
    }

    private static List<FieldError> errors(Refused refused) {
        var errors = refused.inForm();
        return errors.stream()
                .map(error -> error.field().startsWith("edits[0].")
                        ? new FieldError(error.field().substring("edits[0].".length()), null, error.rule())
                        : error)
                .toList();
    }

    /** What most people would type first. */
    private static Typed usual(Kind kind, Typed given) {
        var typed = Typed.empty();
        switch (kind.section()) {
            case "calendars" -> {
                typed.put("timezone", "Europe/Paris");
                List.of("mon", "tue", "wed", "thu", "fri")
                        .forEach(day -> typed.put("week." + day, "09:00-12:00, 14:00-18:00"));
                typed.put("holidays.region", "FR");
            }
            case "sites", "on-call", "windows" -> typed.put("timezone", "Europe/Paris");
            case "checks" -> {
                typed.put("interval", "1");
                typed.put("interval.unit", "m");
                typed.put("timeout", "5");
                typed.put("timeout.unit", "s");
                typed.put("failures", "3");
            }
            case "response" -> {
                typed.put("when.severity", "critical");
                typed.put("open", "incident");
                typed.put("resolve-when-cleared", "true");
            }
            case "contract" -> {
                typed.put("availability.method", "A");
                typed.put("availability.unknown-counts-as", "unmeasured");
                typed.put("stabilisation", "15");
                typed.put("stabilisation.unit", "m");
                typed.put("relapse", "2");
                typed.put("relapse.unit", "h");
                typed.put("pauses", List.of("waiting-for-client"));
            }
            default -> {}
        }
        given.values().forEach(typed::put);
        return typed;
    }

    private static Map<String, List<Field>> groups(Kind kind) {
        return kind.fields().stream()
                .map(Field::shape)
                .filter(Shape.OneOf.class::isInstance)
                .map(Shape.OneOf.class::cast)
                .findFirst()
                .orElseThrow()
                .groups();
    }

    private static Kind addable(String section) {
        Kind kind = KindPages.kind(section);
        if (kind.equals(Kind.CLIENT)) {
            throw NotFound.of("section", section);
        }
        return kind;
    }

    private static Document nobody() {
        return new Document(Map.of("client", ""));
    }

    /** As over REST: a new client is made by who sees all of them and may administer. */
    private static void refuseMakingClients(Viewer viewer) {
        if (!viewer.everyClient() || viewer.role() != Role.ADMINISTRATOR) {
            throw NotFound.of("page", "new-client");
        }
    }

    static View to(String path) {
        var redirect = new RedirectView(path, true, false, false);
        redirect.setExpandUriTemplateVariables(false);
        redirect.setStatusCode(HttpStatus.SEE_OTHER);
        return redirect;
    }
}
