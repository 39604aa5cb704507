package org.vigie.demo;

import java.util.Locale;

/** What the switch of the demonstration does to the shop. DEAD ends its process. */
enum ShopMood {
    HEALTHY,
    SLOW,
    WRONG,
    EXPIRED,
    DEAD;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
