package org.vigie.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;

/**
 * The shop: a process of its own with a page over HTTP and HTTPS. It hears its mood on standard input, a word a line,
 * and ends when nobody speaks to it any more.
 */
public final class Shop {
    private volatile ShopMood mood = ShopMood.HEALTHY;

    private Shop() {}

    /** Arguments: HTTP port, HTTPS port, file of the certificates. */
    public static void main(String[] args) throws Exception {
        new Shop().open(Integer.parseInt(args[0]), Integer.parseInt(args[1]), Path.of(args[2]));
    }

    private void open(int httpPort, int httpsPort, Path certificates) throws Exception {
        InetAddress here = InetAddress.getByName("127.0.0.1");
        HttpServer http = HttpServer.create(new InetSocketAddress(here, httpPort), 0);
        HttpsServer https = HttpsServer.create(new InetSocketAddress(here, httpsPort), 0);
        SSLContext tls = SSLContext.getInstance("TLS");
        KeyManager keys = ShopCertificates.open(certificates).keysFor(() -> mood == ShopMood.EXPIRED);
        tls.init(new KeyManager[] {keys}, null, null);
        https.setHttpsConfigurator(new HttpsConfigurator(tls));
        for (HttpServer server : new HttpServer[] {http, https}) {
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", this::answer);
            server.start();
        }
        System.out.println("ready");
        try (var words = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String word = words.readLine(); word != null; word = words.readLine()) {
                mood = ShopMood.valueOf(word.strip().toUpperCase(Locale.ROOT));
            }
        }
        System.exit(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (mood == ShopMood.SLOW) {
                Thread.sleep(2500);
            }
            String page = mood == ShopMood.WRONG
                    ? "<html lang=fr><title>Erreur</title><h1>Erreur de base de donn\u00e9es</h1></html>"
                    : "<html lang=fr><title>Boutique du Port</title><h1>Boutique du Port</h1><p>Votre panier est vide.</html>";
            byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
