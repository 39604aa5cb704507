package org.vigie.probe;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** The few calls of the C library that Java has no words for (64-bit Linux); each returns -errno when it fails. */
final class Posix {
    static final int EAGAIN = 11;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle SOCKET =
            call("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle CLOSE = call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle SETSOCKOPT =
            call("setsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle SENDTO =
            call("sendto", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle RECVFROM = call(
            "recvfrom", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle RECVMSG =
            call("recvmsg", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle POLL =
            call("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));

    /** Errno is per thread, and so is the place where it is caught. */
    private static final ThreadLocal<MemorySegment> CAUGHT =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(STATE));

    private Posix() {}

    static int socket(int family, int type, int protocol) {
        try {
            MemorySegment caught = CAUGHT.get();
            return result((int) SOCKET.invokeExact(caught, family, type, protocol), caught);
        } catch (Throwable thrown) {
            throw broken(thrown);
        }
    }

    static int close(int descriptor) {
        try {
            MemorySegment caught = CAUGHT.get();
            return result((int) CLOSE.invokeExact(caught, descriptor), caught);
        } catch (Throwable thrown) {
            throw broken(thrown);
        }
    }

    static int setOption(int descriptor, int level, int name, int... values) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment caught = CAUGHT.get();
            MemorySegment value = arena.allocateFrom(JAVA_INT, values);
            return result(
                    (int) SETSOCKOPT.invokeExact(caught, descriptor, level, name, value, (int) value.byteSize()),
                    caught);
        } catch (Throwable thrown) {
            throw broken(thrown);
        }
    }

    static int send(int descriptor, MemorySegment bytes, long length, MemorySegment to, int toLength) {
        try {
            MemorySegment caught = CAUGHT.get();
            return result((int) (long) SENDTO.invokeExact(caught, descriptor, bytes, length, 0, to, toLength), caught);
        } catch (Throwable thrown) {
            throw broken(thrown);
        }
    }

    /** Takes one datagram that is there already; {@code fromLength} is set to the room before and the size after. */
    static int receive(int descriptor, MemorySegment into, MemorySegment from, MemorySegment fromLength) {
        try {
            MemorySegment caught = CAUGHT.get();
            fromLength.set(JAVA_INT, 0, (int) from.byteSize());
            return result(
                    (int) (long)
                            RECVFROM.invokeExact(caught, descriptor, into, into.byteSize(), 0x40, from, fromLength),
                    caught);
        } catch (Throwable thrown) {
            throw broken(thrown);
        }
    }

    static int receiveMessage(int descriptor, MemorySegment message, int flags) {
        try {
            MemorySegment caught = CAUGHT.get();
            return result((int) (long) RECVMSG.invokeExact(caught, descriptor, message, flags), caught);
        } catch (Throwable thrown) {
            throw broken(thrown);
        }
    }

    static int poll(MemorySegment descriptors, int count, int millis) {
        try {
            MemorySegment caught = CAUGHT.get();
            return result((int) POLL.invokeExact(caught, descriptors, (long) count, millis), caught);
        } catch (Throwable thrown) {
            throw broken(thrown);
        }
    }

    private static int result(int returned, MemorySegment caught) {
        return returned >= 0 ? returned : -(int) ERRNO.get(caught, 0L);
    }

    private static MethodHandle call(String name, FunctionDescriptor shape) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name), shape, Linker.Option.captureCallState("errno"));
    }

    private static IllegalStateException broken(Throwable thrown) {
        return new IllegalStateException("A call of the C library failed in Java", thrown);
    }
}
