package org.vigie.probe;

/** What to do when the server says "look elsewhere". */
public record Redirects(Policy policy, int max) {
    /** NONE judges the redirect itself; SAME_HOST refuses to leave the host of the check. */
    public enum Policy {
        NONE,
        FOLLOW,
        SAME_HOST
    }

    public Redirects {
        InvalidProbe.unless(max >= 0 && max <= 20, "redirects.max", "probe.rule.range", "0", "20");
    }

    public static Redirects follow() {
        return new Redirects(Policy.FOLLOW, 5);
    }

    public static Redirects none() {
        return new Redirects(Policy.NONE, 0);
    }

    public static Redirects sameHost() {
        return new Redirects(Policy.SAME_HOST, 5);
    }
}
