package org.vigie.probe;

import java.net.IDN;
import java.net.InetAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rules of host names and addresses as people write them. */
final class Hosts {
    private static final Pattern NAME = Pattern.compile(
            "(?=.{1,253}\\.?$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,62})(\\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,62}))*\\.?");
    private static final Pattern V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private Hosts() {}

    /** The name in the letters that the wire knows, or the address without its brackets. */
    static String checked(String field, String host) {
        String bare = host.strip();
        if (bare.startsWith("[") && bare.endsWith("]")) {
            bare = bare.substring(1, bare.length() - 1);
        }
        if (literal(bare) != null) {
            return bare;
        }
        InvalidProbe.unless(!V4.matcher(bare).matches() && !bare.contains(":"), field, "probe.rule.address");
        try {
            bare = IDN.toASCII(bare, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException notAName) {
            throw InvalidProbe.because(field, "probe.rule.host");
        }
        InvalidProbe.unless(NAME.matcher(bare).matches(), field, "probe.rule.host");
        return bare;
    }

    /** The address itself when the text is one; never asks the network. */
    static @Nullable InetAddress literal(String host) {
        if (!host.contains(":") && !V4.matcher(host).matches()) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(host);
        } catch (IllegalArgumentException notAnAddress) {
            return null;
        }
    }

    static void checkPort(String field, int port) {
        InvalidProbe.unless(port >= 1 && port <= 65535, field, "probe.rule.range", "1", "65535");
    }
}
