package org.vigie.demo;

import java.io.IOException;
import java.math.BigInteger;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The shop's own authority and two certificates of it: one that is good, one that expired yesterday. */
final class ShopCertificates {
    private static final char[] PASSWORD = "demonstration".toCharArray();
    private final KeyStore store;

    private ShopCertificates(KeyStore store) {
        this.store = store;
    }

    /** Makes them when the file is not there yet or grows old. */
    static ShopCertificates make(Path file, Instant now) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            KeyPair authority = keyPair();
            X500Name issuer = new X500Name("CN=Autorite de demonstration");
            X509Certificate root = certificate(
                    issuer, authority, issuer, authority, now.minus(Duration.ofDays(1)), Duration.ofDays(3650), true);
            add(store, "good", issuer, authority, root, now.minus(Duration.ofDays(1)), Duration.ofDays(180));
            add(store, "expired", issuer, authority, root, now.minus(Duration.ofDays(91)), Duration.ofDays(90));
            store.setCertificateEntry("authority", root);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            try (var out = Files.newOutputStream(file)) {
                store.store(out, PASSWORD);
            }
            return new ShopCertificates(store);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException("the certificates of the demonstration could not be made", e);
        }
    }

    static ShopCertificates open(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return new ShopCertificates(store);
    }

    String authorityPem() throws GeneralSecurityException {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(store.getCertificate("authority").getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    /** Shows the good certificate or, while {@code expired} says so, the other one. */
    X509ExtendedKeyManager keysFor(BooleanSupplier expired) {
        return new X509ExtendedKeyManager() {
            @Override
            public String[] getClientAliases(String type, Principal[] issuers) {
                return new String[0];
            }

            @Override
            public @org.jspecify.annotations.Nullable String chooseClientAlias(
                    String[] type, Principal[] issuers, Socket socket) {
                return null;
            }

            @Override
            public String[] getServerAliases(String type, Principal[] issuers) {
                return new String[] {alias()};
            }

            @Override
            public @org.jspecify.annotations.Nullable String chooseServerAlias(
                    String type, Principal[] issuers, Socket socket) {
                return type.equals("EC") ? alias() : null;
            }

            @Override
            public @org.jspecify.annotations.Nullable String chooseEngineServerAlias(
                    String type, Principal[] issuers, SSLEngine engine) {
                return type.equals("EC") ? alias() : null;
            }

            private String alias() {
                return expired.getAsBoolean() ? "expired" : "good";
            }

            @Override
            public X509Certificate[] getCertificateChain(String alias) {
                try {
                    Certificate[] chain = store.getCertificateChain(alias);
                    var certificates = new X509Certificate[chain.length];
                    for (int i = 0; i < chain.length; i++) {
                        certificates[i] = (X509Certificate) chain[i];
                    }
                    return certificates;
                } catch (GeneralSecurityException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public PrivateKey getPrivateKey(String alias) {
                try {
                    return (PrivateKey) store.getKey(alias, PASSWORD);
                } catch (GeneralSecurityException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    private static void add(
            KeyStore store,
            String alias,
            X500Name issuer,
            KeyPair authority,
            X509Certificate root,
            Instant from,
            Duration life)
            throws GeneralSecurityException, OperatorCreationException, CertIOException {
        KeyPair own = keyPair();
        X509Certificate leaf = certificate(new X500Name("CN=boutique.demo"), own, issuer, authority, from, life, false);
        store.setKeyEntry(alias, own.getPrivate(), PASSWORD, new Certificate[] {leaf, root});
    }

    private static KeyPair keyPair() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static X509Certificate certificate(
            X500Name subject,
            KeyPair own,
            X500Name issuer,
            KeyPair signer,
            Instant from,
            Duration life,
            boolean isAuthority)
            throws GeneralSecurityException, OperatorCreationException, CertIOException {
        var builder = new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(64, new SecureRandom()),
                Date.from(from),
                Date.from(from.plus(life)),
                subject,
                own.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
        if (!isAuthority) {
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
                new GeneralName(GeneralName.iPAddress, "127.0.0.1"), new GeneralName(GeneralName.dNSName, "localhost")
            }));
        }
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate())));
    }
}
