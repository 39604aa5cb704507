package org.vigie.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TcpProbeTest {
    private static Asking asking;

    @BeforeAll
    static void open() {
        asking = new Asking();
    }

    @AfterAll
    static void close() {
        asking.close();
    }

    @Test
    void findsAnOpenPort() throws IOException {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var result = asking.ask(TcpSpec.to("127.0.0.1", server.getLocalPort()));
            assertThat(result.outcome()).as("%s", result.finding()).isEqualTo(Outcome.OK);
        }
    }

    @Test
    void findsLocalhostInTheHostsFile() throws IOException {
        try (var server = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            var result = asking.ask(TcpSpec.to("localhost", server.getLocalPort()));
            assertThat(result.outcome()).as("%s", result.finding()).isEqualTo(Outcome.OK);
        }
    }

    @Test
    void blamesTheServiceForARefusal() throws IOException {
        int port;
        try (var once = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            port = once.getLocalPort();
        }
        var result = asking.ask(TcpSpec.to("127.0.0.1", port));
        assertThat(result.outcome()).isEqualTo(Outcome.CRITICAL);
        assertThat(result.finding().code()).isEqualTo("refused");
    }

    @Test
    void saysNoConnectionWhenTheBacklogIsFull() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var crowd = new ArrayList<Socket>();
            for (int i = 0; i < 4; i++) {
                var socket = new Socket();
                crowd.add(socket);
                try {
                    socket.connect(new InetSocketAddress("127.0.0.1", server.getLocalPort()), 100);
                } catch (java.net.SocketTimeoutException full) {
                    break;
                }
            }
            var result = asking.undisturbed(TcpSpec.to("127.0.0.1", server.getLocalPort()), Duration.ofMillis(400));
            assertThat(result.outcome()).isEqualTo(Outcome.CRITICAL);
            assertThat(result.finding().code()).isEqualTo("connect-silent");
            for (Socket socket : crowd) {
                socket.close();
            }
        }
    }

    @Test
    void listensForTheExpectedWord() throws IOException {
        try (var server = greeting("220 mail.alpha.example ESMTP\r\n")) {
            int port = server.getLocalPort();
            assertThat(asking.ask(new TcpSpec("127.0.0.1", port, null, "ESMTP", Levels.none()))
                            .outcome())
                    .isEqualTo(Outcome.OK);
            var disappointed = asking.ask(new TcpSpec("127.0.0.1", port, null, "SSH-2.0", Levels.none()));
            assertThat(disappointed.finding().code()).isEqualTo("tcp.unexpected");
            assertThat(disappointed.finding().args()).contains("220 mail.alpha.example ESMTP");
            assertThat(asking.ask(new TcpSpec("127.0.0.1", port, "NOOP\r\n", "NOOP", Levels.none()))
                            .outcome())
                    .isEqualTo(Outcome.OK);
        }
    }

    /** Greets, then says back the first line it hears, then closes. */
    private static ServerSocket greeting(String words) throws IOException {
        var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    socket.setSoTimeout(300);
                    socket.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
                    byte[] heard = new byte[100];
                    int count = socket.getInputStream().read(heard);
                    if (count > 0) {
                        socket.getOutputStream().write(heard, 0, count);
                    }
                } catch (IOException hungUp) {
                    Thread.yield();
                }
            }
        });
        return server;
    }
}
