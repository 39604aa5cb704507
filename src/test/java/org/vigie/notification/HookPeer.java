package org.vigie.notification;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A web server that takes messages and answers as told; 204 when nothing was told. */
public final class HookPeer implements AutoCloseable {
    public record Request(
            String path, String id, String time, @Nullable String signature, String body) {}

    @FunctionalInterface
    public interface Answer {
        void to(HttpExchange call) throws IOException, InterruptedException;
    }

    public final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    public final List<Request> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    public HookPeer(@Nullable SSLContext tls) {
        try {
            var place = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            if (tls == null) {
                server = HttpServer.create(place, 50);
            } else {
                var secure = HttpsServer.create(place, 50);
                secure.setHttpsConfigurator(new HttpsConfigurator(tls));
                server = secure;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public static Answer status(int status, Map<String, String> headers) {
        return call -> {
            headers.forEach((name, value) -> call.getResponseHeaders().set(name, value));
            call.sendResponseHeaders(status, -1);
            call.close();
        };
    }

    private void answer(HttpExchange call) throws IOException {
        var headers = call.getRequestHeaders();
        requests.add(new Request(
                call.getRequestURI().getPath(),
                String.valueOf(headers.getFirst("webhook-id")),
                String.valueOf(headers.getFirst("webhook-timestamp")),
                headers.getFirst("webhook-signature"),
                new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        Answer told = answers.poll();
        try {
            (told == null ? status(204, Map.of()) : told).to(call);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public URI url() {
        String scheme = server instanceof HttpsServer ? "https" : "http";
        return URI.create(scheme + "://localhost:" + server.getAddress().getPort() + "/hook");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
