package org.vigie.server;

import java.io.PrintWriter;
import java.util.function.LongFunction;

/** A line every few seconds, for who waits; nothing for what is quick. */
final class Progress {
    private static final long PAUSE = 3_000_000_000L;

    private final PrintWriter out;
    private final LongFunction<String> line;
    private long next = System.nanoTime() + PAUSE;

    Progress(PrintWriter out, LongFunction<String> line) {
        this.out = out;
        this.line = line;
    }

    void at(long count) {
        long now = System.nanoTime();
        if (now - next >= 0) {
            next = now + PAUSE;
            out.println(line.apply(count));
        }
    }
}
