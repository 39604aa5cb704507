package org.vigie.shared;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whom a connection believes: the authorities that Java knows, and those of a file. */
public final class Trust {
    private Trust() {}

    /** @throws IllegalArgumentException when the file holds no certificate that can be read */
    public static SSLContext with(@Nullable Path more) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, more == null ? null : managers(more), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("no certificate can be read from " + more + ": " + e.getMessage(), e);
        }
    }

    private static TrustManager[] managers(Path file) throws IOException, GeneralSecurityException {
        var both = KeyStore.getInstance(KeyStore.getDefaultType());
        both.load(null, null);
        for (X509Certificate usual : usual().getAcceptedIssuers()) {
            both.setCertificateEntry("java " + both.size(), usual);
        }
        try (InputStream in = Files.newInputStream(file)) {
            for (Certificate own : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                both.setCertificateEntry("own " + both.size(), own);
            }
        }
        return factory(both).getTrustManagers();
    }

    private static X509TrustManager usual() throws GeneralSecurityException {
        return Arrays.stream(factory(null).getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static TrustManagerFactory factory(@Nullable KeyStore store) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }
}
