package org.vigie.monitoring.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A wire to the database that can be cut, also in the moment between a commit and its answer. */
public final class Cable implements AutoCloseable {
    private final ServerSocket near;
    private final int farPort;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    private volatile boolean cutAtCommit;
    private volatile boolean deaf;

    public Cable(int farPort) {
        this.farPort = farPort;
        try {
            near = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.startVirtualThread(this::accept);
    }

    public int port() {
        return near.getLocalPort();
    }

    public void cut() {
        cut = true;
        ends.forEach(Cable::closeQuietly);
    }

    /** The next commit reaches the database; its answer reaches nobody. */
    public void cutAtNextCommit() {
        cutAtCommit = true;
    }

    public boolean isCut() {
        return cut;
    }

    public void mend() {
        deaf = false;
        cut = false;
    }

    private void accept() {
        while (!near.isClosed()) {
            try {
                var client = near.accept();
                if (cut) {
                    client.close();
                    continue;
                }
                var server = new Socket(InetAddress.getLoopbackAddress(), farPort);
                ends.add(client);
                ends.add(server);
                Thread.startVirtualThread(() -> pump(client, server, true));
                Thread.startVirtualThread(() -> pump(server, client, false));
            } catch (IOException e) {
                // Closed at the end of the test, or the database is gone: the next connection tells.
                continue;
            }
        }
    }

    private void pump(Socket from, Socket to, boolean toDatabase) {
        var buffer = new byte[65_536];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (toDatabase && cutAtCommit && says(buffer, read, "COMMIT")) {
                    cutAtCommit = false;
                    deaf = true;
                } else if (!toDatabase && deaf) {
                    cut();
                    return;
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // The other end was cut: that is what the cable is for.
            return;
        }
    }

    private static boolean says(byte[] buffer, int length, String word) {
        return new String(buffer, 0, length, StandardCharsets.ISO_8859_1).contains(word);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        near.close();
        ends.forEach(Cable::closeQuietly);
    }
}
