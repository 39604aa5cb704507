package org.vigie.declaration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.FieldError;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;

/**
 * What is declared with some objects edited: a document of the sections that change and of no other, and the way back
 * from a place in it to the field of the edit that put it there.
 */
final class Revision {
    private final List<Edit> edits;
    private final Map<String, Object> document = new LinkedHashMap<>();

    /** The objects of the lists that change; each edit's own object is found again by identity. */
    private final Map<String, List<Map<String, Object>>> lists = new LinkedHashMap<>();

    private Revision(List<Edit> edits) {
        this.edits = edits;
    }

    /**
     * @param there what is declared now, or nothing but the key of a client that is not there yet
     * @throws Refused as stale when an object is not the one that its edit was made from
     */
    static Revision of(Document there, List<Edit> edits) {
        var revision = new Revision(edits);
        revision.document.putAll(there.objects(Kind.CLIENT).getFirst());
        for (Edit edit : edits) {
            revision.take(
                    there, edit, Kind.of(edit.section()).orElseThrow(() -> NotFound.of("section", edit.section())));
        }
        revision.document.putAll(revision.lists);
        return revision;
    }

    Value.Fields document() {
        return (Value.Fields) Value.of(document);
    }

    private void take(Document there, Edit edit, Kind kind) {
        var current = edit.key().isEmpty() ? Optional.<Map<String, Object>>empty() : there.find(kind, edit.key());
        if (kind.section().equals("client")) {
            boolean isNew = there.fields().size() == 1;
            refuseStale(edit, isNew ? Optional.empty() : current);
            if (edit.wanted() == null) {
                throw Refused.because("refusal.declaration.client-stays");
            }
            document.putAll(edit.wanted());
            document.put("client", there.client());
            return;
        }
        refuseStale(edit, current);
        Map<String, Object> wanted = edit.wanted();
        if (kind.isSingle()) {
            document.put(kind.section(), wanted == null ? Map.of() : wanted);
            if (edit.key().isEmpty() && !there.objects(kind).isEmpty()) {
                throw Refused.stale();
            }
            return;
        }
        var list = lists.computeIfAbsent(kind.section(), section -> new ArrayList<>(there.objects(kind)));
        int at = current.map(object -> index(list, object)).orElse(list.size());
        if (current.isPresent()) {
            list.remove(at);
        }
        if (wanted != null) {
            Integer place = edit.place();
            list.add(place == null ? at : Math.clamp(place, 0, list.size()), wanted);
        }
    }

    private static void refuseStale(Edit edit, Optional<Map<String, Object>> current) {
        if (!current.map(Document::tag).orElse("").equals(edit.base())) {
            throw Refused.stale();
        }
    }

    private static int index(List<Map<String, Object>> list, @Nullable Map<String, Object> object) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) == object || list.get(i).equals(object)) {
                return i;
            }
        }
        throw new IllegalStateException("an object is not in its own list");
    }

    /** The same refusal in the words of the edits: "edits[0].http.url"; what is wrong elsewhere keeps its place. */
    Refused placed(Refused refused) {
        return refused.kind() != Refused.Kind.INVALID || refused.errors().isEmpty()
                ? refused
                : Refused.fields(refused.errors().stream().map(this::placed).toList());
    }

    private FieldError placed(FieldError error) {
        return new FieldError(path(error.field()), null, error.rule());
    }

    private String path(String field) {
        for (int i = 0; i < edits.size(); i++) {
            Edit edit = edits.get(i);
            String prefix = edit.section();
            var list = lists.get(edit.section());
            if (list != null && edit.wanted() != null) {
                prefix += "[" + index(list, edit.wanted()) + "]";
            }
            if (edit.section().equals("client")) {
                if (List.of("name", "locale", "client").contains(field)) {
                    return "edits[" + i + "]." + field;
                }
            } else if (field.startsWith(prefix) && edit.wanted() != null) {
                return "edits[" + i + "]." + inner(field, prefix);
            }
        }
        // A room that named its field without saying of which object: there is only one that could be meant.
        for (int i = 0; i < edits.size(); i++) {
            String prefix = edits.get(i).section() + ".";
            if (field.startsWith(prefix) && edits.get(i).wanted() != null) {
                return "edits[" + i + "]." + field.substring(prefix.length());
            }
        }
        return field;
    }

    private static String inner(String field, String prefix) {
        String rest = field.substring(prefix.length());
        return rest.startsWith(".") ? rest.substring(1) : rest;
    }
}
