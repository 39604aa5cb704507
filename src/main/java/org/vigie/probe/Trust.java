package org.vigie.probe;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which certificates are believed.
 *
 * @param verify false accepts any certificate, which is said nowhere but in the check's own settings
 * @param authorityPem certificates (PEM) trusted besides the public authorities, or null
 */
public record Trust(boolean verify, @Nullable String authorityPem) {
    public Trust {
        if (authorityPem != null) {
            InvalidProbe.unless(authorityPem.length() <= 262_144, "authorityPem", "probe.rule.length", 1, 262_144);
            InvalidProbe.unless(!parse(authorityPem).isEmpty(), "authorityPem", "probe.rule.pem");
        }
    }

    public static Trust publicAuthorities() {
        return new Trust(true, null);
    }

    public static Trust also(String authorityPem) {
        return new Trust(true, authorityPem);
    }

    public static Trust anyone() {
        return new Trust(false, null);
    }

    List<X509Certificate> authorities() {
        return authorityPem == null ? List.of() : parse(authorityPem);
    }

    private static List<X509Certificate> parse(String pem) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (CertificateException unreadable) {
            throw InvalidProbe.because("authorityPem", "probe.rule.pem");
        }
    }
}
