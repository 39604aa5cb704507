package org.vigie.probe;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The names that a certificate speaks for, after RFC 9525: subject alternative names only, a star for one label. */
final class ServerNames {
    private static final int DNS = 2;
    private static final int ADDRESS = 7;

    private ServerNames() {}

    static boolean covers(X509Certificate certificate, String host) {
        InetAddress literal = Hosts.literal(host);
        for (List<?> name : alternatives(certificate)) {
            String value = String.valueOf(name.get(1));
            if (literal != null) {
                if (name.get(0).equals(ADDRESS) && literal.equals(Hosts.literal(value))) {
                    return true;
                }
            } else if (name.get(0).equals(DNS) && matches(value, host)) {
                return true;
            }
        }
        return false;
    }

    /** For the sentence: what the certificate is good for. */
    static List<String> of(X509Certificate certificate) {
        var names = new ArrayList<String>();
        for (List<?> name : alternatives(certificate)) {
            if ((name.get(0).equals(DNS) || name.get(0).equals(ADDRESS)) && names.size() < 5) {
                names.add(String.valueOf(name.get(1)));
            }
        }
        return names;
    }

    static boolean matches(String pattern, String host) {
        String asked = canonical(host);
        String offered = canonical(pattern);
        if (!offered.startsWith("*.")) {
            return offered.equals(asked);
        }
        int dot = asked.indexOf('.');
        String rest = offered.substring(1);
        return dot > 0 && rest.indexOf('.', 1) > 0 && asked.substring(dot).equals(rest);
    }

    private static String canonical(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static List<List<?>> alternatives(X509Certificate certificate) {
        try {
            var names = certificate.getSubjectAlternativeNames();
            return names == null ? List.of() : List.copyOf(names);
        } catch (CertificateParsingException unreadable) {
            return List.of();
        }
    }
}
