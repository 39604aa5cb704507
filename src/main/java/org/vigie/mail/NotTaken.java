package org.vigie.mail;

/** A mail server did not take a mail, or it is not known that it did. */
public final class NotTaken extends Exception {
    private static final long serialVersionUID = 1L;

    private final String host;
    private final int reply;
    private final String said;

    NotTaken(String host, int reply, String said, Throwable cause) {
        super(host + ": " + said, cause);
        this.host = host;
        this.reply = reply;
        this.said = said;
    }

    public String host() {
        return host;
    }

    /** The server's own sentence, or what kept us from asking it. */
    public String said() {
        return said;
    }

    /** A reply of 5xx to the mail itself is for good; to the way there (sign-in, TLS) it may be mended. */
    public boolean isForGood() {
        return reply / 100 == 5;
    }
}
