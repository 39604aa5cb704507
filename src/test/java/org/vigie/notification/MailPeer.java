package org.vigie.notification;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A mail server that misbehaves as told: what a real one never does on demand. */
final class MailPeer implements AutoCloseable {
    /** What it answers to a recipient, one a mail; when none is left it takes the mail. */
    final Queue<String> replies = new ConcurrentLinkedQueue<>();

    /** The mails that it took, headers and all. */
    final List<String> taken = new CopyOnWriteArrayList<>();

    /** Every command, with "TLS" in front once it was encrypted. */
    final List<String> heard = new CopyOnWriteArrayList<>();

    final AtomicInteger connections = new AtomicInteger();
    private final ServerSocket server;
    private final @Nullable SSLContext tls;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    volatile boolean silent;

    private MailPeer(@Nullable SSLContext tls) {
        this.tls = tls;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.submit(this::listen);
    }

    static MailPeer plain() {
        return new MailPeer(null);
    }

    static MailPeer withStartTls(SSLContext tls) {
        return new MailPeer(tls);
    }

    int port() {
        return server.getLocalPort();
    }

    private Void listen() throws IOException {
        while (true) {
            Socket socket = server.accept();
            connections.incrementAndGet();
            threads.submit(() -> serve(socket));
        }
    }

    private Void serve(Socket plain) throws IOException {
        try (plain) {
            Socket socket = plain;
            var in = reader(socket);
            if (silent) {
                return swallow(in);
            }
            say(socket, "220 peer.example ESMTP");
            boolean encrypted = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                heard.add((encrypted ? "TLS " : "") + line);
                String verb = line.length() < 4 ? line : line.substring(0, 4).toUpperCase(java.util.Locale.ROOT);
                switch (verb) {
                    case "EHLO" -> {
                        if (tls != null && !encrypted) {
                            say(socket, "250-peer.example\r\n250 STARTTLS");
                        } else {
                            say(socket, "250-peer.example\r\n250 AUTH PLAIN LOGIN");
                        }
                    }
                    case "STAR" -> {
                        say(socket, "220 go ahead");
                        var secure = (SSLSocket) java.util.Objects.requireNonNull(tls)
                                .getSocketFactory()
                                .createSocket(plain, null, plain.getPort(), false);
                        secure.setUseClientMode(false);
                        secure.startHandshake();
                        socket = secure;
                        in = reader(secure);
                        encrypted = true;
                    }
                    case "AUTH" -> say(socket, "235 welcome");
                    case "RCPT" -> {
                        String reply = replies.poll();
                        say(socket, reply == null ? "250 fine" : reply);
                    }
                    case "DATA" -> {
                        say(socket, "354 go on");
                        var mail = new StringBuilder();
                        for (String part = in.readLine(); part != null && !part.equals("."); part = in.readLine()) {
                            mail.append(part).append('\n');
                        }
                        taken.add(mail.toString());
                        say(socket, "250 taken");
                    }
                    case "QUIT" -> {
                        say(socket, "221 bye");
                        return null;
                    }
                    default -> say(socket, "250 fine");
                }
            }
        }
        return null;
    }

    private static Void swallow(BufferedReader in) throws IOException {
        while (in.read() >= 0) {
            // Says nothing, for ever.
        }
        return null;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void say(Socket socket, String line) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
