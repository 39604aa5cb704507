package org.vigie.console.forms;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.vigie.shared.Refused;

/**
 * A check that could watch an address, before anybody asked whether it answers.
 *
 * @param id tells it from the others of the same address, and ends the key of its check
 * @param guess whether it was only guessed that there could be such a service: then silence is not worth a word
 */
public record Proposal(String id, String type, Map<String, Object> settings, boolean guess) {
    private static final List<Integer> USUAL_PORTS = List.of(22, 25, 443, 445, 3389, 5432);

    /** An address as people write it: a host, a host and a port, or the address of a page. */
    public record Address(String host, int port, String scheme, String path) {

        static Address of(String text) {
            String plain = text.strip();
            boolean hasScheme = plain.matches("(?i)https?://.*");
            try {
                URI uri = new URI(hasScheme ? plain : "any://" + plain).parseServerAuthority();
                String host = uri.getHost();
                if (host == null || host.isBlank() || uri.getRawUserInfo() != null) {
                    throw Refused.field("address", "refusal.begin.address", text);
                }
                String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
                String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
                return new Address(
                        host, uri.getPort(), hasScheme ? uri.getScheme().toLowerCase(Locale.ROOT) : "", path + query);
            } catch (java.net.URISyntaxException malformed) {
                throw Refused.field("address", "refusal.begin.address", text);
            }
        }

        private String page(String as) {
            return as + "://" + host + (port < 0 ? "" : ":" + port) + path;
        }
    }

    static List<Proposal> of(Address address) {
        var all = new ArrayList<Proposal>();
        all.add(new Proposal("ping", "icmp", Map.of(), false));
        for (String scheme : List.of("https", "http")) {
            if (address.scheme().isEmpty() || address.scheme().equals(scheme)) {
                all.add(new Proposal(
                        scheme,
                        "http",
                        Map.of("url", address.page(scheme)),
                        address.scheme().isEmpty()));
            }
        }
        int tls = address.port() > 0 ? address.port() : 443;
        if (!address.scheme().equals("http")) {
            all.add(new Proposal(
                    "certificat", "tls", Map.of("port", tls), address.scheme().isEmpty()));
        }
        for (int port : address.port() > 0 ? List.of(address.port()) : USUAL_PORTS) {
            all.add(new Proposal("tcp-" + port, "tcp", Map.of("port", port), address.port() < 0));
        }
        return all;
    }

    /** As an object of the declarations. */
    Map<String, Object> check(String asset) {
        var check = new LinkedHashMap<String, Object>();
        check.put("key", asset + "-" + id);
        check.put("asset", asset);
        check.put("interval", type.equals("tls") ? "1h" : "1m");
        check.put("timeout", "5s");
        check.put("failures", type.equals("tls") ? 1 : 3);
        check.put(type, settings);
        return check;
    }
}
