package org.vigie.servicedesk.categories;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CategoryTreeTest {
    private static Category category(String key, @Nullable String parent, boolean retired) {
        return new Category(key, parent, "Nom " + key, "Name " + key, retired, 1);
    }

    @Test
    void sayWhereOneStandsInBothLanguages() {
        var tree = new CategoryTree(List.of(
                new Category("network", null, "Réseau", "Network", false, 1),
                new Category("wifi", "network", "Wi-Fi", "Wireless", false, 1)));
        assertThat(tree.path("wifi", Locale.FRENCH)).isEqualTo("Réseau › Wi-Fi");
        assertThat(tree.path("wifi", Locale.ENGLISH)).isEqualTo("Network › Wireless");
        assertThat(tree.path("gone", Locale.ENGLISH)).isEqualTo("gone");
    }

    @Test
    void namesAreSideBySideAsAReaderSortsThem() {
        var tree = new CategoryTree(List.of(
                new Category("b", null, "Zone", "Area", false, 1),
                new Category("a", null, "Écran", "Screen", false, 1),
                new Category("c", null, "Eau", "Water", false, 1),
                new Category("a1", "a", "Pied", "Foot", false, 1)));
        assertThat(tree.ordered(Locale.FRENCH)).extracting(Category::key).containsExactly("c", "a", "a1", "b");
        assertThat(tree.ordered(Locale.ENGLISH)).extracting(Category::key).containsExactly("b", "a", "a1", "c");
    }

    @Test
    void whatIsRetiredTakesWithItWhatStandsBelow() {
        var tree = new CategoryTree(
                List.of(category("top", null, true), category("below", "top", false), category("other", null, false)));
        assertThat(tree.offered(Locale.FRENCH, null)).extracting(Category::key).containsExactly("other");
        assertThat(tree.offered(Locale.FRENCH, "below"))
                .as("what a ticket has already stays in its form")
                .extracting(Category::key)
                .containsExactly("other", "below");
    }

    /** Against walks upwards, which know nothing of how the tree is walked down. */
    @Test
    void whatStandsWithinIsWhatLeadsUpToIt() {
        for (int seed = 0; seed < 50; seed++) {
            var random = new Random(seed);
            var all = new ArrayList<Category>();
            for (int i = 0; i < 30; i++) {
                String parent = i == 0 || random.nextInt(4) == 0 ? null : "k" + random.nextInt(i);
                all.add(category("k" + i, parent, random.nextInt(6) == 0));
            }
            var tree = new CategoryTree(all);
            for (Category one : all) {
                var expected = new HashSet<String>();
                for (Category other : all) {
                    if (above(tree, other).contains(one.key())) {
                        expected.add(other.key());
                    }
                }
                assertThat(tree.within(one.key()))
                        .as("seed " + seed)
                        .doesNotHaveDuplicates()
                        .containsExactlyInAnyOrderElementsOf(expected);
                assertThat(tree.depth(one.key())).isEqualTo(above(tree, one).size());
                assertThat(tree.isRetired(one))
                        .isEqualTo(above(tree, one).stream()
                                .anyMatch(key -> tree.find(key).orElseThrow().retired()));
            }
            assertThat(tree.ordered(Locale.FRENCH)).containsExactlyInAnyOrderElementsOf(all);
        }
    }

    private static List<String> above(CategoryTree tree, Category one) {
        var keys = new ArrayList<String>();
        for (String key = one.key();
                key != null;
                key = tree.find(key).orElseThrow().parent()) {
            keys.add(key);
        }
        return keys;
    }
}
