package org.vigie.probe;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/** One TLS context that shakes any hand, and the authorities that decide afterwards whom to believe. */
final class TlsContexts {
    private final SSLContext context;
    private final Set<TrustAnchor> publicAuthorities = new HashSet<>();
    private final Cache<Trust, Set<TrustAnchor>> own =
            Caffeine.newBuilder().maximumSize(1_000).build();

    TlsContexts() {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager x509) {
                    for (X509Certificate authority : x509.getAcceptedIssuers()) {
                        publicAuthorities.add(new TrustAnchor(authority, null));
                    }
                }
            }
            context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new JudgedLater()}, null);
        } catch (GeneralSecurityException noTls) {
            throw new IllegalStateException("This Java runtime offers no TLS", noTls);
        }
    }

    SSLContext context() {
        return context;
    }

    Set<TrustAnchor> authorities(Trust trust) {
        if (trust.authorityPem() == null) {
            return publicAuthorities;
        }
        return own.get(trust, asked -> {
            var anchors = new HashSet<>(publicAuthorities);
            asked.authorities().forEach(authority -> anchors.add(new TrustAnchor(authority, null)));
            return anchors;
        });
    }

    /** Believes anybody during the handshake: {@link Certificates} judges before a single word is sent. */
    private static final class JudgedLater extends X509ExtendedTrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
