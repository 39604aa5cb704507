package org.vigie.probe;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.LongConsumer;

/** Sees the echo requests that reach this machine, on a raw socket of its own; for the benchmark's outside view. */
public final class EchoCounter {
    private EchoCounter() {}

    /** False when this system does not allow it; else tells the destination of each request until interrupted. */
    public static boolean watch(LongConsumer destination) {
        int socket = Posix.socket(2, 3 | 0x800, 1);
        if (socket < 0) {
            return false;
        }
        Posix.setOption(socket, 255, 1, ~(1 << 8));
        Posix.setOption(socket, 1, 33, 16 << 20);
        Thread.ofPlatform().daemon().start(() -> watch(socket, destination));
        return true;
    }

    private static void watch(int socket, LongConsumer destination) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment in = arena.allocate(2048, 8);
            MemorySegment from = arena.allocate(28, 8);
            MemorySegment length = arena.allocate(8, 8);
            MemorySegment polled = arena.allocate(8, 8);
            polled.set(ValueLayout.JAVA_INT, 0, socket);
            polled.set(ValueLayout.JAVA_SHORT, 4, (short) 1);
            while (!Thread.interrupted()) {
                Posix.poll(polled, 1, 200);
                while (Posix.receive(socket, in, from, length) > 0) {
                    destination.accept(
                            Integer.toUnsignedLong(Integer.reverseBytes(in.get(ValueLayout.JAVA_INT_UNALIGNED, 16))));
                }
            }
        }
    }
}
