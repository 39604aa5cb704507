package org.vigie.probe;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.InetAddress;
import java.nio.channels.UnresolvedAddressException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says of an error of the network whose fault it is: the service's (critical) or our own (unknown).
 *
 * <p>The JDK throws the text of the C library, in the language of the process, so the texts are asked of that library
 * once instead of being guessed.
 */
final class NetworkErrors {
    /** The verdict on one error. */
    record Verdict(Outcome outcome, Finding finding) {}

    private enum Errno {
        EPERM(1),
        EACCES(13),
        EMFILE(24),
        ENFILE(23),
        ENOMEM(12),
        EINVAL(22),
        ENOBUFS(105),
        EADDRINUSE(98),
        EADDRNOTAVAIL(99),
        ENETDOWN(100),
        ENETUNREACH(101),
        ECONNABORTED(103),
        ECONNRESET(104),
        ETIMEDOUT(110),
        ECONNREFUSED(111),
        EHOSTDOWN(112),
        EHOSTUNREACH(113),
        EPIPE(32),
        EPROTO(71),
        EAFNOSUPPORT(97);

        private final int number;

        Errno(int number) {
            this.number = number;
        }

        static @Nullable Errno of(int number) {
            for (Errno errno : values()) {
                if (errno.number == number) {
                    return errno;
                }
            }
            return null;
        }
    }

    private final Map<String, Errno> byText = new HashMap<>();
    private final OwnNetwork network;

    NetworkErrors(OwnNetwork network) {
        this.network = network;
        byText.put("Connection refused", Errno.ECONNREFUSED);
        byText.put("Connection reset", Errno.ECONNRESET);
        byText.put("Connection reset by peer", Errno.ECONNRESET);
        byText.put("Broken pipe", Errno.EPIPE);
        byText.put("Too many open files", Errno.EMFILE);
        byText.put("Network is unreachable", Errno.ENETUNREACH);
        byText.put("No route to host", Errno.EHOSTUNREACH);
        learnTextsOfThisSystem();
    }

    Verdict of(Throwable error, InetAddress peer) {
        if (error instanceof java.nio.channels.UnsupportedAddressTypeException
                || error instanceof UnresolvedAddressException) {
            return own("own.no-family", peer.getHostAddress());
        }
        Errno errno = byText.get(String.valueOf(error.getMessage()));
        if (errno == null && error instanceof java.net.NoRouteToHostException) {
            errno = Errno.EHOSTUNREACH;
        }
        return errno == null ? other(error) : of(errno, peer);
    }

    Verdict of(int errno, InetAddress peer) {
        Errno known = Errno.of(errno);
        return known == null ? own("own.error", "errno " + errno) : of(known, peer);
    }

    private Verdict of(Errno errno, InetAddress peer) {
        return switch (errno) {
            case ECONNREFUSED -> theirs("refused");
            case ECONNRESET, EPIPE, ECONNABORTED, EPROTO -> theirs("reset");
            case ETIMEDOUT -> blamedOnUsIfCutOff("connect-timeout", peer);
            // A router may say so as well as our own kernel: only a missing route of ours is our own.
            case ENETUNREACH, ENETDOWN -> blamedOnUsIfCutOff("network-unreachable", peer);
            case EHOSTUNREACH, EHOSTDOWN -> blamedOnUsIfCutOff("host-unreachable", peer);
            case EPERM, EACCES -> own("own.forbidden", peer.getHostAddress());
            case EMFILE, ENFILE -> own("own.files");
            case ENOBUFS, ENOMEM -> own("own.buffers");
            case EADDRNOTAVAIL, EADDRINUSE -> own("own.ports");
            case EINVAL -> own("own.no-route", peer.getHostAddress());
            case EAFNOSUPPORT -> own("own.no-family", peer.getHostAddress());
        };
    }

    private Verdict blamedOnUsIfCutOff(String code, InetAddress peer) {
        Finding cut = network.whyCutOffFrom(peer);
        return cut == null ? theirs(code) : new Verdict(Outcome.UNKNOWN, cut);
    }

    private static Verdict other(Throwable error) {
        // A closed or broken stream with a text we do not know came from the peer's side of an open connection.
        return error instanceof IOException
                ? new Verdict(Outcome.CRITICAL, Finding.of("broken", String.valueOf(error.getMessage())))
                : own("own.error", String.valueOf(error));
    }

    private static Verdict theirs(String code) {
        return new Verdict(Outcome.CRITICAL, Finding.of(code));
    }

    private static Verdict own(String code, Object... args) {
        return new Verdict(Outcome.UNKNOWN, Finding.of(code, args));
    }

    private void learnTextsOfThisSystem() {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            return;
        }
        Linker linker = Linker.nativeLinker();
        MethodHandle strerror = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("strerror"),
                FunctionDescriptor.of(
                        ValueLayout.ADDRESS.withTargetLayout(
                                java.lang.foreign.MemoryLayout.sequenceLayout(256, ValueLayout.JAVA_BYTE)),
                        ValueLayout.JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            for (Errno errno : Errno.values()) {
                var text = (java.lang.foreign.MemorySegment) strerror.invokeExact(errno.number);
                byText.put(text.reinterpret(arena, null).getString(0), errno);
            }
        } catch (Throwable noNativeAccess) {
            // The English texts above remain.
            org.slf4j.LoggerFactory.getLogger(NetworkErrors.class).debug("strerror is not at hand", noNativeAccess);
        }
    }
}
