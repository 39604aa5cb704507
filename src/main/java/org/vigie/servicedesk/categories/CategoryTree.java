package org.vigie.servicedesk.categories;

import java.text.Collator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All categories as they were read together, the retired ones among them. */
public final class CategoryTree {
    /** How deep a tree may be: more than that nobody finds anything in. */
    public static final int DEEPEST = 5;

    private static final String STEP = " › ";

    private final Map<String, Category> all = new LinkedHashMap<>();

    CategoryTree(List<Category> categories) {
        categories.forEach(one -> all.put(one.key(), one));
    }

    /** By key. */
    public List<Category> all() {
        return List.copyOf(all.values());
    }

    public Optional<Category> find(String key) {
        return Optional.ofNullable(all.get(key));
    }

    /** From the top down to it: "Réseau › Wi-Fi". The key itself where there is no such category. */
    public String path(String key, Locale locale) {
        Category one = all.get(key);
        if (one == null) {
            return key;
        }
        return one.parent() == null ? one.name(locale) : path(one.parent(), locale) + STEP + one.name(locale);
    }

    /** It and everything below it; nothing where there is no such category. */
    public List<String> within(String key) {
        if (!all.containsKey(key)) {
            return List.of();
        }
        var found = new ArrayList<>(List.of(key));
        all.values().stream().filter(one -> key.equals(one.parent())).forEach(one -> found.addAll(within(one.key())));
        return found;
    }

    /** 1 at the top. */
    public int depth(String key) {
        Category one = all.get(key);
        return one == null ? 0 : 1 + (one.parent() == null ? 0 : depth(one.parent()));
    }

    /** How many steps stand below and at it; 0 where there is no such category. */
    int height(String key) {
        if (!all.containsKey(key)) {
            return 0;
        }
        return 1
                + all.values().stream()
                        .filter(one -> key.equals(one.parent()))
                        .mapToInt(one -> height(one.key()))
                        .max()
                        .orElse(0);
    }

    int size() {
        return all.size();
    }

    /** Each after the one above it, side by side in the order of their names. */
    public List<Category> ordered(Locale locale) {
        Collator collator = Collator.getInstance(locale);
        var ordered = new ArrayList<Category>();
        below(null, Comparator.comparing(one -> one.name(locale), collator::compare), ordered);
        return ordered;
    }

    /** Those that may be chosen; and the one that is chosen already, whatever became of it. */
    public List<Category> offered(Locale locale, @Nullable String chosen) {
        return ordered(locale).stream()
                .filter(one -> !isRetired(one) || one.key().equals(chosen))
                .toList();
    }

    /** It or one above it. */
    public boolean isRetired(Category one) {
        Category above = one.parent() == null ? null : all.get(one.parent());
        return one.retired() || above != null && isRetired(above);
    }

    private void below(@Nullable String parent, Comparator<Category> order, List<Category> into) {
        all.values().stream()
                .filter(one -> parent == null ? one.parent() == null : parent.equals(one.parent()))
                .sorted(order)
                .forEach(one -> {
                    into.add(one);
                    below(one.key(), order, into);
                });
    }
}
