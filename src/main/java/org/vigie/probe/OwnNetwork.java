package org.vigie.probe;

import java.io.IOException;
import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether this machine itself can reach the network, by its routes and the state of their interfaces; read from the
 * kernel at most once a second, and only when something failed.
 */
final class OwnNetwork {
    private record Route(String face, BigInteger network, int prefix, boolean reject) {
        boolean covers(BigInteger address, int bits) {
            return address.shiftRight(bits - prefix).equals(network.shiftRight(bits - prefix));
        }
    }

    private static final int REJECT = 0x0200;
    private static final long FRESH_NANOS = 1_000_000_000L;

    private final Path proc;
    private List<Route> routes4 = List.of();
    private List<Route> routes6 = List.of();
    private long readAt;
    private boolean readable;

    /** The routes of the calling thread's network, which is that of the process unless someone moved the thread. */
    OwnNetwork() {
        this(Path.of("/proc/thread-self/net"));
    }

    OwnNetwork(Path proc) {
        this.proc = proc;
    }

    /** Why we cannot reach this address, or null when as far as we know we can. */
    synchronized @Nullable Finding whyCutOffFrom(InetAddress peer) {
        if (peer.isLoopbackAddress()) {
            return null;
        }
        if (readAt == 0 || System.nanoTime() - readAt > FRESH_NANOS) {
            read();
        }
        if (!readable) {
            return null;
        }
        boolean v4 = peer instanceof Inet4Address;
        int bits = v4 ? 32 : 128;
        var address = new BigInteger(1, peer.getAddress());
        Route best = null;
        for (Route route : v4 ? routes4 : routes6) {
            if (route.covers(address, bits) && (best == null || route.prefix > best.prefix)) {
                best = route;
            }
        }
        if (best == null || best.reject) {
            return Finding.of("own.no-route", peer.getHostAddress());
        }
        return isDown(best.face) ? Finding.of("own.link-down", best.face) : null;
    }

    private void read() {
        readAt = System.nanoTime();
        try {
            routes4 = readV4(Files.readAllLines(proc.resolve("route"), StandardCharsets.US_ASCII));
            Path six = proc.resolve("ipv6_route");
            routes6 = Files.exists(six) ? readV6(Files.readAllLines(six, StandardCharsets.US_ASCII)) : List.of();
            readable = true;
        } catch (IOException notLinux) {
            readable = false;
        }
    }

    private static List<Route> readV4(List<String> lines) {
        var routes = new ArrayList<Route>();
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            String[] field = line.trim().split("\\s+");
            routes.add(new Route(
                    field[0],
                    littleEndian(field[1]),
                    Integer.bitCount(Integer.parseUnsignedInt(field[7], 16)),
                    (Integer.parseUnsignedInt(field[3], 16) & REJECT) != 0));
        }
        return routes;
    }

    private static List<Route> readV6(List<String> lines) {
        var routes = new ArrayList<Route>();
        for (String line : lines) {
            String[] field = line.trim().split("\\s+");
            routes.add(new Route(
                    field[9],
                    new BigInteger(1, HexFormat.of().parseHex(field[0])),
                    Integer.parseInt(field[1], 16),
                    (Integer.parseUnsignedInt(field[8], 16) & REJECT) != 0));
        }
        // The kernel lists a reject default beside a real one: among equals the real one wins.
        routes.sort(java.util.Comparator.comparing(Route::reject));
        return routes;
    }

    private static BigInteger littleEndian(String hex) {
        int swapped = Integer.reverseBytes(Integer.parseUnsignedInt(hex, 16));
        return BigInteger.valueOf(Integer.toUnsignedLong(swapped));
    }

    /** One interface that cannot be asked must not hide what the routes say. */
    private static boolean isDown(String face) {
        try {
            NetworkInterface known = NetworkInterface.getByName(face);
            return known != null && !known.isUp();
        } catch (SocketException unknown) {
            return false;
        }
    }
}
