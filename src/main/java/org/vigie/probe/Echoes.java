package org.vigie.probe;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All echoes in flight, over one socket per address family; one thread listens, the loop sends and decides.
 *
 * <p>Used on the loop only, but for the listening thread.
 */
final class Echoes {
    private static final Logger LOG = LoggerFactory.getLogger(Echoes.class);
    private static final short POLLIN_ERR = 1 | 8;

    /** Told on the loop. */
    interface Ear {
        void replied(int index, long roundTripNanos);

        void refused(int index, String kind, InetAddress by);
    }

    private record Quoted(InetAddress target, int sequence) {}

    private record Echo(Ear ear, int index, long number, Quoted quoted, long sentAt) {}

    private final Loop loop;
    private final @Nullable EchoSocket four;
    private final @Nullable EchoSocket six;
    private final Map<Long, Echo> byNumber = new HashMap<>();
    private final Map<Quoted, Echo> byQuote = new HashMap<>();
    private long lastNumber;
    private volatile boolean closed;

    Echoes(Loop loop) {
        this.loop = loop;
        EchoSocket v4 = null;
        EchoSocket v6 = null;
        try {
            if (System.getProperty("os.name", "").equals("Linux")) {
                v4 = EchoSocket.open(false);
                v6 = EchoSocket.open(true);
            }
        } catch (IllegalStateException | LinkageError | IllegalCallerException noNativeAccess) {
            LOG.warn("Echo requests are not possible in this Java runtime", noNativeAccess);
        }
        four = v4;
        six = v6;
        if (v4 != null || v6 != null) {
            Thread.ofPlatform().daemon().name("vigie-echoes").start(this::listen);
        }
    }

    /** Whether this system lets us send echoes to such an address at all. */
    boolean canReach(InetAddress target) {
        return socket(target) != null;
    }

    private @Nullable EchoSocket socket(InetAddress target) {
        return target instanceof Inet4Address ? four : six;
    }

    /** Sends one echo; 0 or the errno. */
    int send(InetAddress target, int index, Ear ear) {
        EchoSocket socket = socket(target);
        if (socket == null) {
            throw new IllegalStateException("no socket for " + target);
        }
        long number = ++lastNumber;
        var quoted = new Quoted(target, (int) (number & 0xffff));
        var echo = new Echo(ear, index, number, quoted, System.nanoTime());
        byNumber.put(number, echo);
        byQuote.put(quoted, echo);
        int errno = socket.send(target, quoted.sequence, number);
        if (errno != 0) {
            forget(echo);
        }
        return errno;
    }

    /** The number of the echo sent last, by which it can be forgotten. */
    long lastNumber() {
        return lastNumber;
    }

    /** No more news of this one, please. */
    void forget(long number) {
        Echo echo = byNumber.get(number);
        if (echo != null) {
            forget(echo);
        }
    }

    private void forget(Echo echo) {
        byNumber.remove(echo.number);
        byQuote.remove(echo.quoted, echo);
    }

    /** Hears what the kernel already holds, before silence is believed. */
    void catchUp() {
        for (EchoSocket socket : new EchoSocket[] {four, six}) {
            if (socket != null) {
                for (var heard = socket.receive(); heard != null; heard = socket.receive()) {
                    deliver(heard);
                }
            }
        }
    }

    private void deliver(EchoSocket.Heard heard) {
        switch (heard) {
            case EchoSocket.Heard.Reply reply -> {
                Echo echo = byNumber.get(reply.number());
                if (echo != null) {
                    forget(echo);
                    echo.ear.replied(echo.index, reply.atNanos() - echo.sentAt);
                }
            }
            case EchoSocket.Heard.Refusal refusal -> {
                Echo echo = byQuote.get(new Quoted(refusal.target(), refusal.sequence()));
                if (echo != null) {
                    forget(echo);
                    echo.ear.refused(echo.index, refusal.kind(), refusal.by());
                }
            }
        }
    }

    private void listen() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment polled = arena.allocate(16, 8);
            int count = 0;
            for (EchoSocket socket : new EchoSocket[] {four, six}) {
                if (socket != null) {
                    polled.set(JAVA_INT, count * 8L, socket.descriptor);
                    polled.set(JAVA_SHORT, count * 8L + 4, POLLIN_ERR);
                    count++;
                }
            }
            while (!closed) {
                if (Posix.poll(polled, count, 200) > 0) {
                    hearAll();
                }
            }
        }
        closeSockets();
    }

    private void hearAll() {
        for (EchoSocket socket : new EchoSocket[] {four, six}) {
            if (socket != null) {
                for (var heard = socket.receive(); heard != null; heard = socket.receive()) {
                    var news = heard;
                    loop.post(() -> deliver(news));
                }
            }
        }
    }

    private void closeSockets() {
        if (four != null) {
            four.close();
        }
        if (six != null) {
            six.close();
        }
    }

    /** The listening thread closes the sockets, so that none is closed while it is polled. */
    void close() {
        closed = true;
    }
}
