package org.vigie.shared;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Makes a set of keyed objects what a declaration wants: what is missing is created, what differs is changed, what is
 * not named is retired, what is equal is left alone, so that a second time does nothing.
 *
 * @param section the name of the list in the declarations
 * @param there what there is now, retired objects left out
 */
public record Declared<T>(String section, Map<String, T> there, Function<T, String> keyOf) {

    /** Writes an object that is new (or comes back) or that differs; the position is that in the declaration. */
    public List<Change> make(List<T> wanted, BiConsumer<T, Integer> write, Consumer<String> retire) {
        refuseTwice(wanted);
        var changes = new ArrayList<Change>();
        var named = new HashSet<String>();
        for (int i = 0; i < wanted.size(); i++) {
            changes.addAll(put(wanted.get(i), i, write));
            named.add(keyOf.apply(wanted.get(i)));
        }
        for (var key : there.keySet()) {
            if (!named.contains(key)) {
                retire.accept(key);
                changes.add(Change.retired(section, key));
            }
        }
        return changes;
    }

    /** Writes one object and leaves all others alone. */
    public List<Change> put(T wanted, Consumer<T> write) {
        return put(wanted, there.size(), (one, position) -> write.accept(one));
    }

    private List<Change> put(T wanted, int position, BiConsumer<T, Integer> write) {
        var key = keyOf.apply(wanted);
        var old = there.get(key);
        if (wanted.equals(old)) {
            return List.of();
        }
        write.accept(wanted, position);
        return List.of(old == null ? Change.created(section, key) : Change.changed(section, key));
    }

    private void refuseTwice(List<T> wanted) {
        var seen = new HashSet<String>();
        for (int i = 0; i < wanted.size(); i++) {
            var key = Key.checked(section + "[" + i + "].key", keyOf.apply(wanted.get(i)));
            if (!seen.add(key)) {
                throw Refused.field(section + "[" + i + "].key", "refusal.declared-twice", key);
            }
        }
    }
}
