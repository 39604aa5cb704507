package org.vigie.probe;

import java.io.StringWriter;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes certificates of all sorts, good and bad. */
public final class CertificateMaker {
    /** A certificate with its key and those that vouch for it. */
    public record Identity(KeyPair keys, X509Certificate certificate, List<X509Certificate> vouching) {
        public SSLContext server() throws Exception {
            var chain = new ArrayList<Certificate>();
            chain.add(certificate);
            chain.addAll(vouching);
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", keys.getPrivate(), new char[0], chain.toArray(Certificate[]::new));
            var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, new char[0]);
            var context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        }

        public String pem() throws Exception {
            var text = new StringWriter();
            try (var writer = new JcaPEMWriter(text)) {
                writer.writeObject(certificate);
            }
            return text.toString();
        }
    }

    private long serial = 1;

    Identity authority(String name, Instant from, Instant to) throws Exception {
        KeyPair keys = keys();
        return new Identity(keys, certificate(name, keys, name, keys, from, to, true), List.of());
    }

    Identity intermediate(String name, Identity by, Instant from, Instant to) throws Exception {
        KeyPair keys = keys();
        String issuer = by.certificate().getSubjectX500Principal().getName();
        return new Identity(keys, certificate(name, keys, issuer, by.keys(), from, to, true), List.of());
    }

    Identity server(String name, Identity by, Instant from, Instant to, GeneralName... names) throws Exception {
        KeyPair keys = keys();
        String issuer = by.certificate().getSubjectX500Principal().getName();
        return new Identity(keys, certificate(name, keys, issuer, by.keys(), from, to, false, names), List.of());
    }

    public Identity selfSigned(String name, Instant from, Instant to, GeneralName... names) throws Exception {
        KeyPair keys = keys();
        return new Identity(keys, certificate(name, keys, name, keys, from, to, false, names), List.of());
    }

    private static KeyPair keys() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private X509Certificate certificate(
            String name,
            KeyPair keys,
            String issuer,
            KeyPair by,
            Instant from,
            Instant to,
            boolean authority,
            GeneralName... names)
            throws Exception {
        var builder = new JcaX509v3CertificateBuilder(
                new X500Name(issuer),
                BigInteger.valueOf(serial++),
                Date.from(from),
                Date.from(to),
                new X500Name(name),
                keys.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        if (names.length > 0) {
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        }
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(by.getPrivate());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }
}
