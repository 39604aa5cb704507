package org.vigie.console.forms;

import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Makes the key that a person left empty from what else was typed. */
final class KeyMaker {
    private static final int LONGEST = 58;

    private KeyMaker() {}

    static String from(List<String> fields, Typed typed, Collection<String> taken) {
        return free(
                fields.stream().map(typed::one).filter(text -> !text.isEmpty()).collect(Collectors.joining("-")),
                taken);
    }

    /** "Cœur de réseau" is coeur-de-reseau; when that is taken, coeur-de-reseau-2. Nothing to make it from is nothing. */
    static String free(String text, Collection<String> taken) {
        String key = Normalizer.normalize(
                        text.toLowerCase(Locale.ROOT).replace("œ", "oe").replace("æ", "ae"), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        key = key.substring(0, Math.min(key.length(), LONGEST)).replaceAll("-+$", "");
        String made = key;
        for (int i = 2; !key.isEmpty() && taken.contains(made); i++) {
            made = key + "-" + i;
        }
        return made;
    }
}
