package org.vigie.console.forms;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.vigie.declaration.Declarations;
import org.vigie.declaration.Document;
import org.vigie.declaration.Kind;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.page.Frames;
import org.vigie.page.Pages;
import org.vigie.page.Texts;
import org.vigie.shared.NotFound;

/**
 * {@code /clients/{client}/{section}} and {@code /clients/{client}/{section}/{key}}: what is declared, kind by kind and
 * object by object, with what it depends on and what depends on it.
 */
@Controller
class KindPages {
    private final Pages pages;
    private final Frames frames;
    private final ViewerScope look;
    private final Declarations declarations;
    private final Looks looks;

    KindPages(Pages pages, Frames frames, ViewerScope look, Declarations declarations, Looks looks) {
        this.pages = pages;
        this.frames = frames;
        this.look = look;
        this.declarations = declarations;
        this.looks = looks;
    }

    @GetMapping("/clients/{client}/{section}")
    @Needs(Permission.SEE_CLIENTS)
    View list(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable String client,
            @PathVariable String section,
            @RequestParam(defaultValue = "") String done) {
        Kind kind = kind(section);
        if (kind.equals(Kind.CLIENT)) {
            return FormPages.to("/clients/" + client);
        }
        return look.of(viewer, client, () -> {
            Document document = declarations.document(client);
            Texts texts = frames.of(request).texts();
            Map<String, Object> params = new HashMap<>();
            params.put("client", document.name());
            params.put("clientKey", client);
            params.put("kind", kind);
            params.put("labels", new Labels(texts));
            params.put("rows", rows(kind, document, texts));
            params.put("mayDeclare", viewer.may(Permission.DECLARE));
            params.put("done", done);
            return pages.show(request, "forms/list", params);
        });
    }

    @GetMapping("/clients/{client}/{section}/{key}")
    @Needs(Permission.SEE_CLIENTS)
    View show(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable String client,
            @PathVariable String section,
            @PathVariable String key,
            @RequestParam MultiValueMap<String, String> asked) {
        Kind kind = kind(section);
        if (kind.equals(Kind.CLIENT)) {
            return FormPages.to("/clients/" + client);
        }
        return look.of(viewer, client, () -> {
            Document document = declarations.document(client);
            Map<String, Object> object = document.get(kind, key);
            Texts texts = frames.of(request).texts();
            Map<String, Object> params = new HashMap<>();
            params.put("client", document.name());
            params.put("clientKey", client);
            params.put("kind", kind);
            params.put("key", key);
            params.put("title", title(kind, object, key, new Labels(texts)));
            params.put("labels", new Labels(texts));
            params.put("facts", Fact.of(kind, object, document, texts));
            params.put("dependents", references(kind, key, document, new Labels(texts)));
            params.put("look", looks.at(kind, object, document, Typed.of(asked), false, texts));
            params.put("mayDeclare", viewer.may(Permission.DECLARE));
            params.put("done", asked.containsKey("done"));
            return pages.show(request, "forms/show", params);
        });
    }

    static Kind kind(String section) {
        return Kind.of(section).orElseThrow(() -> NotFound.of("section", section));
    }

    private static List<KindRow> rows(Kind kind, Document document, Texts texts) {
        var objects = document.objects(kind);
        var keys = document.keys(kind);
        var labels = new Labels(texts);
        return IntStream.range(0, keys.size())
                .mapToObj(i -> new KindRow(
                        keys.get(i),
                        title(kind, objects.get(i), keys.get(i), labels),
                        about(kind, objects.get(i), document, texts)))
                .toList();
    }

    private static String about(Kind kind, Map<String, Object> object, Document document, Texts texts) {
        var rest = new LinkedHashMap<>(object);
        rest.remove("name");
        return String.join(
                " · ",
                flat(Fact.of(kind, rest, document, texts))
                        .filter(text -> !text.isEmpty())
                        .limit(4)
                        .toList());
    }

    private static java.util.stream.Stream<String> flat(List<Fact> facts) {
        return facts.stream()
                .flatMap(fact -> fact.parts().isEmpty()
                        ? java.util.stream.Stream.of(fact.text())
                        : flat(fact.parts()).limit(2));
    }

    static String title(Kind kind, Map<String, Object> object, String key, Labels labels) {
        return kind.isOrdered()
                ? labels.one(kind.section()) + " " + key
                : String.valueOf(object.getOrDefault("name", key));
    }

    static List<Dependent> references(Kind kind, String key, Document document, Labels labels) {
        return document.referencesTo(kind, key).stream()
                .map(reference -> {
                    Kind other = kind(reference.section());
                    var object = document.get(other, reference.key());
                    return new Dependent(
                            labels.one(other.section()),
                            title(other, object, reference.key(), labels),
                            "/clients/" + document.client() + "/" + other.section() + "/" + reference.key());
                })
                .distinct()
                .toList();
    }
}
