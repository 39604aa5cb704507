package org.vigie.shared;

import java.util.Arrays;
import java.util.List;

/**
 * A sentence that is kept as a code and its arguments and said in the reader's language. The code is a key of a message
 * bundle. Arguments are already in their final form except instants, numbers and durations in ISO form, which the
 * reader's side formats when the code's pattern says so.
 */
public record Words(String code, List<String> args) {
    public Words {
        args = List.copyOf(args);
    }

    public static Words of(String code, Object... args) {
        return new Words(code, Arrays.stream(args).map(String::valueOf).toList());
    }
}
