package org.vigie.bench;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.BitSet;
import org.vigie.probe.EchoCounter;

/**
 * The outside view, in a process of its own: all of 127.1.0.0/16 answers, and every arrival is written down with its
 * time. Prints its two ports; at each byte of its input, how many different targets were met so far; at the end of its
 * input writes the arrivals into the file named by its argument.
 */
final class ChecksTargets {
    static final int ICMP = 0;
    static final int TCP = 1;
    static final int HTTP = 2;
    private static final byte[] PAGE = ("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 600\r\n"
                    + "Connection: close\r\n\r\n" + "<p>Vigie</p>".repeat(50))
            .getBytes(StandardCharsets.US_ASCII);

    private long[] arrivals = new long[1 << 20];
    private int count;
    private final BitSet met = new BitSet(3 << 16);
    private final InstantSource clock = InstantSource.system();

    private ChecksTargets() {}

    public static void main(String[] args) throws Exception {
        var targets = new ChecksTargets();
        var selector = Selector.open();
        int tcp = listen(selector, TCP);
        int http = listen(selector, HTTP);
        boolean echoes = EchoCounter.watch(address -> targets.arrived(ICMP, (int) address));
        Thread.ofPlatform().daemon().start(() -> targets.serve(selector));
        System.out.println(tcp + " " + http + " " + echoes);
        while (System.in.read() >= 0) {
            System.out.println(targets.met());
        }
        targets.write(Path.of(args[0]));
        System.exit(0);
    }

    private static int listen(Selector selector, int kind) throws IOException {
        var server = ServerSocketChannel.open();
        server.configureBlocking(false);
        server.bind(new InetSocketAddress("0.0.0.0", 0), 4096);
        server.register(selector, SelectionKey.OP_ACCEPT, kind);
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    /** Microseconds, kind and the last two bytes of the address, in one number. */
    private synchronized void arrived(int kind, int address) {
        Instant now = clock.instant();
        long micros = (now.getEpochSecond() % 100_000) * 1_000_000 + now.getNano() / 1_000;
        if (count == arrivals.length) {
            arrivals = Arrays.copyOf(arrivals, 2 * count);
        }
        arrivals[count++] = micros << 18 | (long) kind << 16 | (address & 0xffff);
        met.set(kind << 16 | (address & 0xffff));
    }

    private synchronized int met() {
        return met.cardinality();
    }

    private void serve(Selector selector) {
        ByteBuffer request = ByteBuffer.allocateDirect(8192);
        while (true) {
            try {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    if (key.isAcceptable()) {
                        accept(selector, (ServerSocketChannel) key.channel(), (int) key.attachment());
                    } else {
                        answer((SocketChannel) key.channel(), request.clear());
                    }
                }
                selector.selectedKeys().clear();
            } catch (IOException gone) {
                selector.selectedKeys().clear();
            }
        }
    }

    private void accept(Selector selector, ServerSocketChannel server, int kind) throws IOException {
        for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
            byte[] address =
                    ((InetSocketAddress) channel.getLocalAddress()).getAddress().getAddress();
            arrived(kind, (address[2] & 0xff) << 8 | address[3] & 0xff);
            if (kind == HTTP) {
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ);
            } else {
                channel.close();
            }
        }
    }

    private static void answer(SocketChannel channel, ByteBuffer request) throws IOException {
        try (channel) {
            if (channel.read(request) > 0) {
                channel.write(ByteBuffer.wrap(PAGE));
            }
        }
    }

    private synchronized void write(Path file) throws IOException {
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (int i = 0; i < count; i++) {
                out.writeLong(arrivals[i]);
            }
        }
    }
}
