package org.vigie.declaration;

import java.util.List;

/**
 * One field of a declared object.
 *
 * @param needed without it the object is refused
 */
public record Field(String name, Shape shape, boolean needed, boolean rare) {

    /** Most people never need it: a page shows it when asked. */
    Field seldom() {
        return new Field(name, shape, needed, true);
    }

    static Field needed(String name, Shape shape) {
        return new Field(name, shape, true, false);
    }

    static Field of(String name, Shape shape) {
        return new Field(name, shape, false, false);
    }

    static Field text(String name) {
        return of(name, new Shape.Text());
    }

    static Field choice(String name, String... values) {
        return of(name, new Shape.Choice(List.of(values)));
    }
}
