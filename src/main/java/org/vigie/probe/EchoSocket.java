package org.vigie.probe;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * One socket for all echoes of one address family: the kernel's ping socket where it is open to us, else a raw one.
 *
 * <p>Each request carries a secret of this process and a number of its own, so that no other program's replies and no
 * forged ones are taken for ours. Errors that routers send back are matched by sequence and destination, which is all
 * that they must quote (RFC 792, RFC 4443).
 */
final class EchoSocket {
    /** What came back. */
    sealed interface Heard {
        record Reply(long number, long atNanos) implements Heard {}

        /** The network says no: {@code kind} is a finding's code. */
        record Refusal(InetAddress target, int sequence, String kind, InetAddress by) implements Heard {}
    }

    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_RAW = 3;
    private static final int NONBLOCK_CLOEXEC = 0x800 | 0x80000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUF = 8;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int MSG_ERRQUEUE = 0x2000;
    private static final int HEADER = 8;
    private static final int PAYLOAD = 24;
    private static final int ROOM = 2048;

    private final boolean six;
    private final boolean raw;
    final int descriptor;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment out = arena.allocate(HEADER + PAYLOAD, 8);
    private final MemorySegment to = arena.allocate(28, 8);
    private final MemorySegment in = arena.allocate(ROOM, 8);
    private final MemorySegment from = arena.allocate(28, 8);
    private final MemorySegment fromLength = arena.allocate(8, 8);
    private final MemorySegment control = arena.allocate(256, 8);
    private final MemorySegment vector = arena.allocate(16, 8);
    private final MemorySegment message = arena.allocate(56, 8);
    private final ByteBuffer received = in.asByteBuffer().order(ByteOrder.BIG_ENDIAN);
    private final long secret = new SecureRandom().nextLong();
    private final short identifier = (short) new SecureRandom().nextInt();
    private boolean closed;

    private EchoSocket(boolean six, boolean raw, int descriptor) {
        this.six = six;
        this.raw = raw;
        this.descriptor = descriptor;
        vector.set(ADDRESS, 0, in);
        vector.set(JAVA_LONG, 8, ROOM);
        if (Posix.setOption(descriptor, SOL_SOCKET, SO_RCVBUFFORCE, 4 << 20) < 0) {
            Posix.setOption(descriptor, SOL_SOCKET, SO_RCVBUF, 4 << 20);
        }
        if (raw) {
            passOnlyWhatIsForEchoes();
        } else {
            // IP_RECVERR and IPV6_RECVERR: what routers say about our echoes.
            Posix.setOption(descriptor, six ? 41 : 0, six ? 25 : 11, 1);
        }
    }

    /** Null when this system does not allow it, or does not speak this family. */
    static @Nullable EchoSocket open(boolean six) {
        int family = six ? AF_INET6 : AF_INET;
        int protocol = six ? 58 : 1;
        int ping = Posix.socket(family, SOCK_DGRAM | NONBLOCK_CLOEXEC, protocol);
        if (ping >= 0) {
            return new EchoSocket(six, false, ping);
        }
        int raw = Posix.socket(family, SOCK_RAW | NONBLOCK_CLOEXEC, protocol);
        return raw >= 0 ? new EchoSocket(six, true, raw) : null;
    }

    boolean isRaw() {
        return raw;
    }

    private void passOnlyWhatIsForEchoes() {
        if (six) {
            int[] blocked = {-1, -1, -1, -1, -1, -1, -1, -1};
            for (int type : new int[] {1, 3, 129}) {
                blocked[type >> 5] &= ~(1 << (type & 31));
            }
            Posix.setOption(descriptor, 58, 1, blocked);
        } else {
            Posix.setOption(descriptor, 255, 1, ~(1 | 1 << 3 | 1 << 11));
        }
    }

    /** Sends one echo request; 0 or the errno. */
    synchronized int send(InetAddress target, int sequence, long number) {
        if (closed) {
            return Posix.EAGAIN;
        }
        ByteBuffer packet = out.asByteBuffer().order(ByteOrder.BIG_ENDIAN);
        packet.put((byte) (six ? 128 : 8)).put((byte) 0).putShort((short) 0).putShort(identifier);
        packet.putShort((short) sequence).putLong(secret).putLong(number).putLong(0x5669676965206963L);
        if (!six) {
            packet.putShort(2, checksum(packet.flip()));
        }
        int length = address(target);
        int sent = Posix.send(descriptor, out, HEADER + PAYLOAD, to, length);
        if (sent < 0 && !raw && sent != -Posix.EAGAIN) {
            // A ping socket reports the last echo's error on the next one: only the second answer is about this one.
            sent = Posix.send(descriptor, out, HEADER + PAYLOAD, to, length);
        }
        return sent < 0 ? -sent : 0;
    }

    private int address(InetAddress target) {
        to.fill((byte) 0);
        to.set(JAVA_SHORT, 0, (short) (six ? AF_INET6 : AF_INET));
        byte[] bytes = target.getAddress();
        MemorySegment.copy(bytes, 0, to, JAVA_BYTE, six ? 8 : 4, bytes.length);
        if (target instanceof java.net.Inet6Address scoped) {
            to.set(JAVA_INT, 24, scoped.getScopeId());
        }
        return six ? 28 : 16;
    }

    /** One thing that is there already, or null; what is not for us is skipped. */
    synchronized @Nullable Heard receive() {
        while (!closed) {
            int size = Posix.receive(descriptor, in, from, fromLength);
            if (size < 0) {
                return raw || closed ? null : receiveError();
            }
            Heard heard = parse(size);
            if (heard != null) {
                return heard;
            }
        }
        return null;
    }

    private @Nullable Heard parse(int size) {
        int start = raw && !six ? (received.get(0) & 0xf) * 4 : 0;
        if (size < start + HEADER) {
            return null;
        }
        int type = received.get(start) & 0xff;
        int code = received.get(start + 1) & 0xff;
        if (type == (six ? 129 : 0)) {
            boolean ours = size >= start + HEADER + 16 && received.getLong(start + HEADER) == secret;
            return ours ? new Heard.Reply(received.getLong(start + HEADER + 8), System.nanoTime()) : null;
        }
        boolean ttl = type == (six ? 3 : 11);
        if (!ttl && type != (six ? 1 : 3)) {
            return null;
        }
        int quoted = start + HEADER;
        int inner = six ? 40 : size > quoted ? (received.get(quoted) & 0xf) * 4 : 0;
        if (inner < 20 || size < quoted + inner + HEADER || received.getShort(quoted + inner + 4) != identifier) {
            return null;
        }
        InetAddress target = addressAt(quoted + (six ? 24 : 16));
        return new Heard.Refusal(target, received.getShort(quoted + inner + 6) & 0xffff, kind(ttl, code), sender(from));
    }

    private @Nullable Heard receiveError() {
        message.fill((byte) 0);
        message.set(ADDRESS, 0, from);
        message.set(JAVA_INT, 8, (int) from.byteSize());
        message.set(ADDRESS, 16, vector);
        message.set(JAVA_LONG, 24, 1);
        message.set(ADDRESS, 32, control);
        message.set(JAVA_LONG, 40, control.byteSize());
        int size = Posix.receiveMessage(descriptor, message, MSG_ERRQUEUE | 0x40);
        if (size < HEADER || message.get(JAVA_LONG, 40) < 16 + 16 + 8) {
            return null;
        }
        int type = control.get(JAVA_BYTE, 21) & 0xff;
        int code = control.get(JAVA_BYTE, 22) & 0xff;
        InetAddress by = sender(control.asSlice(32, 28));
        return new Heard.Refusal(sender(from), received.getShort(6) & 0xffff, kind(type == (six ? 3 : 11), code), by);
    }

    private String kind(boolean ttl, int code) {
        if (ttl) {
            return "icmp.ttl";
        }
        return code == 0 ? "network-unreachable" : "host-unreachable";
    }

    private InetAddress sender(MemorySegment socketAddress) {
        byte[] bytes = new byte[six ? 16 : 4];
        MemorySegment.copy(socketAddress, JAVA_BYTE, six ? 8 : 4, bytes, 0, bytes.length);
        return address(bytes);
    }

    private InetAddress addressAt(int offset) {
        byte[] bytes = new byte[six ? 16 : 4];
        received.get(offset, bytes);
        return address(bytes);
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException(wrongLength);
        }
    }

    /** The ones' complement sum of RFC 1071. */
    static short checksum(ByteBuffer packet) {
        int sum = 0;
        for (int i = 0; i + 1 < packet.limit(); i += 2) {
            sum += packet.getShort(i) & 0xffff;
        }
        sum = (sum & 0xffff) + (sum >>> 16);
        return (short) ~(sum + (sum >>> 16));
    }

    synchronized void close() {
        if (!closed) {
            closed = true;
            Posix.close(descriptor);
        }
    }
}
