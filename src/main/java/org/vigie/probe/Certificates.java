package org.vigie.probe;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CertificateParsingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** What the certificates of a server are worth, in the words of a finding. */
final class Certificates {
    private static final String FOR_SERVERS = "1.3.6.1.5.5.7.3.1";
    private static final String FOR_ANYTHING = "2.5.29.37.0";

    /** What was read: the days left of the shortest-lived certificate, and what is wrong, if anything. */
    record Verdict(
            double daysLeft,
            Instant notAfter,
            String subject,
            String issuer,
            @Nullable Finding wrong) {}

    private Certificates() {}

    /** Judges the chain that the server showed; the order of the rules is the order in which an operator would ask. */
    static Verdict judge(SSLEngine engine, String host, Set<TrustAnchor> authorities, Instant now) {
        List<X509Certificate> chain;
        try {
            chain = Arrays.stream(engine.getSession().getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException anonymous) {
            return new Verdict(0, now, "", "", Finding.of("tls.no-certificate"));
        }
        X509Certificate leaf = chain.getFirst();
        Instant notAfter = leaf.getNotAfter().toInstant();
        return new Verdict(
                Duration.between(now, notAfter).toSeconds() / 86_400.0,
                notAfter,
                commonName(leaf.getSubjectX500Principal().getName()),
                commonName(leaf.getIssuerX500Principal().getName()),
                wrong(chain, host, authorities, now));
    }

    private static @Nullable Finding wrong(
            List<X509Certificate> chain, String host, Set<TrustAnchor> authorities, Instant now) {
        X509Certificate leaf = chain.getFirst();
        if (now.isAfter(leaf.getNotAfter().toInstant())) {
            Instant end = leaf.getNotAfter().toInstant();
            return Finding.of("tls.expired", Duration.between(end, now).toDays(), date(end));
        }
        if (now.isBefore(leaf.getNotBefore().toInstant())) {
            return Finding.of("tls.not-yet", date(leaf.getNotBefore().toInstant()));
        }
        if (!ServerNames.covers(leaf, host)) {
            return Finding.of("tls.wrong-host", host, String.join(", ", ServerNames.of(leaf)));
        }
        if (!isForServers(leaf)) {
            return Finding.of("tls.not-for-servers");
        }
        return distrust(chain, authorities, now);
    }

    private static @Nullable Finding distrust(List<X509Certificate> chain, Set<TrustAnchor> authorities, Instant now) {
        X509Certificate leaf = chain.getFirst();
        try {
            var target = new X509CertSelector();
            target.setCertificate(leaf);
            var parameters = new PKIXBuilderParameters(authorities, target);
            parameters.setDate(Date.from(now));
            parameters.setRevocationEnabled(false);
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
            CertPathBuilder.getInstance("PKIX").build(parameters);
            return null;
        } catch (CertPathBuilderException noPath) {
            return whyNoPath(chain, now, noPath);
        } catch (GeneralSecurityException unreadable) {
            return Finding.of(
                    "tls.untrusted", commonName(leaf.getIssuerX500Principal().getName()));
        }
    }

    private static Finding whyNoPath(List<X509Certificate> chain, Instant now, CertPathBuilderException noPath) {
        X509Certificate leaf = chain.getFirst();
        for (X509Certificate link : chain.subList(1, chain.size())) {
            if (now.isAfter(link.getNotAfter().toInstant())) {
                return Finding.of(
                        "tls.chain-expired",
                        commonName(link.getSubjectX500Principal().getName()),
                        date(link.getNotAfter().toInstant()));
            }
        }
        if (leaf.getSubjectX500Principal().equals(leaf.getIssuerX500Principal())) {
            return Finding.of("tls.self-signed");
        }
        for (Throwable cause = noPath; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && cause.getMessage().contains("constraints check failed")) {
                return Finding.of("tls.weak", leaf.getSigAlgName());
            }
        }
        String issuer = commonName(chain.getLast().getIssuerX500Principal().getName());
        return Finding.of(chain.size() == 1 ? "tls.chain-missing" : "tls.untrusted", issuer);
    }

    private static boolean isForServers(X509Certificate leaf) {
        try {
            Collection<String> uses = leaf.getExtendedKeyUsage();
            return uses == null || uses.contains(FOR_SERVERS) || uses.contains(FOR_ANYTHING);
        } catch (CertificateParsingException unreadable) {
            return false;
        }
    }

    private static String commonName(String distinguished) {
        try {
            var rdns = new LdapName(distinguished).getRdns();
            for (var rdn : rdns) {
                if (rdn.getType().equalsIgnoreCase("CN")) {
                    return String.valueOf(rdn.getValue());
                }
            }
        } catch (InvalidNameException asItIs) {
            return distinguished;
        }
        return distinguished;
    }

    private static String date(Instant instant) {
        return instant.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }
}
