package org.vigie.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.vigie.declaration.Declarations;
import org.vigie.shared.Actor;
import org.vigie.shared.StartNotice;

/** Puts the demonstration up: the shop, and the client that is declared around it with the ports of this start. */
@Component
@ConditionalOnProperty("vigie.demo")
class DemoSite implements SmartLifecycle, StartNotice {
    static final String CLIENT = "demo";
    private static final Pattern DATABASE = Pattern.compile("//[^/:]+:(\\d+)/");

    private final Declarations declarations;
    private final Environment settings;
    private final InstantSource clock;
    private volatile @Nullable ShopProcess shop;
    private volatile int webPort;
    private volatile Instant thrownAt = Instant.EPOCH;

    DemoSite(Declarations declarations, Environment settings, InstantSource clock) {
        this.declarations = declarations;
        this.settings = settings;
        this.clock = clock;
    }

    @EventListener
    void on(WebServerInitializedEvent event) {
        webPort = event.getWebServer().getPort();
    }

    @Override
    public void start() {
        try {
            Path file = Path.of(settings.getRequiredProperty("vigie.data"), "demo", "shop.p12");
            var certificates = ShopCertificates.make(file, clock.instant());
            var opened = new ShopProcess(file);
            opened.turn(ShopMood.HEALTHY);
            shop = opened;
            declarations.apply(text(opened, certificates.authorityPem()), false, Actor.automatic("demo"), CLIENT);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the demonstration could not be put up: " + e.getMessage(), e);
        }
    }

    private String text(ShopProcess opened, String authority) throws IOException {
        try (var in = Objects.requireNonNull(getClass().getResourceAsStream("/demo/demo.yaml"))) {
            var database = DATABASE.matcher(settings.getProperty("spring.datasource.url", ""));
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@HTTP@", Integer.toString(opened.httpPort()))
                    .replace("@HTTPS@", Integer.toString(opened.httpsPort()))
                    .replace("@CA@", "\"" + authority.replace("\n", "\\n") + "\"")
                    .replace("@PORT@", Integer.toString(webPort))
                    .replace("@DATABASE@", database.find() ? database.group(1) : "5432");
        }
    }

    @Override
    public void stop() {
        ShopProcess running = shop;
        shop = null;
        if (running != null) {
            running.end();
        }
    }

    @Override
    public boolean isRunning() {
        return shop != null;
    }

    /** After the web server, whose port is declared, and before the watch. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 200;
    }

    void turn(ShopMood mood) throws IOException {
        thrownAt = clock.instant();
        shop().turn(mood);
    }

    /** Since when a failure that the visitor asked for is awaited; the stories before it are over. */
    Optional<Instant> failingSince() {
        return shop().mood() == ShopMood.HEALTHY ? Optional.empty() : Optional.of(thrownAt);
    }

    ShopProcess shop() {
        ShopProcess running = shop;
        if (running == null) {
            throw new IllegalStateException("the demonstration is not up");
        }
        return running;
    }

    @Override
    public List<String> lines(URI address, Locale locale) {
        String page = address.resolve("/demo").toString();
        return List.of(locale.getLanguage().equals("fr") ? "La démonstration : " + page : "The demonstration: " + page);
    }
}
