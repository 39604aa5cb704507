package org.vigie.mail;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.vigie.mail.Mailbox.Afterwards;
import org.vigie.mail.Mailbox.Strangers;
import org.vigie.mail.Mailbox.Watched;
import org.vigie.shared.TenantId;

/** A mailbox as a test wants it: it says what matters to it, the rest is usual. */
public final class WantedMailbox {
    private final String key;
    private final String address;
    private String name = "Centre de services";
    private @Nullable TenantId client;
    private String host = "127.0.0.1";
    private int port = 143;
    private String tls = "none";
    private @Nullable String password = "secret";
    private @Nullable String tokenUrl;
    private @Nullable String refreshToken;
    private @Nullable LocalDate secretExpires;
    private Strangers strangers = Strangers.HOLD;
    private boolean acknowledges = true;
    private @Nullable Integer silentAfterHours;
    private @Nullable Watched watched;
    private boolean active = true;

    private WantedMailbox(String key, String address) {
        this.key = key;
        this.address = address;
    }

    /** Its key is made of the address, its login is the address. */
    public static WantedMailbox of(String address) {
        return of(address.replaceAll("[^a-z0-9]+", "-"), address);
    }

    public static WantedMailbox of(String key, String address) {
        return new WantedMailbox(key, address);
    }

    public WantedMailbox named(String one) {
        name = one;
        return this;
    }

    public WantedMailbox ofClient(@Nullable TenantId one, Strangers rule) {
        client = one;
        strangers = rule;
        return this;
    }

    public WantedMailbox at(String where, int number, String encryption) {
        host = where;
        port = number;
        tls = encryption;
        return this;
    }

    public WantedMailbox password(String one) {
        password = one;
        return this;
    }

    /** By OAuth 2; without a refresh token the client's own credentials are enough. */
    public WantedMailbox tokensFrom(String url, @Nullable String refresh) {
        password = null;
        tokenUrl = url;
        refreshToken = refresh;
        return this;
    }

    public WantedMailbox secretExpires(LocalDate day) {
        secretExpires = day;
        return this;
    }

    public WantedMailbox acknowledgesNothing() {
        acknowledges = false;
        return this;
    }

    public WantedMailbox silentAfter(@Nullable Integer hours) {
        silentAfterHours = hours;
        return this;
    }

    public WantedMailbox watchedOn(TenantId whose, String asset) {
        watched = new Watched(whose, asset);
        return this;
    }

    public WantedMailbox off() {
        active = false;
        return this;
    }

    public WantedMailbox on() {
        active = true;
        return this;
    }

    public MailboxDraft draft() {
        return new MailboxDraft(
                key,
                name,
                address,
                client,
                host,
                port,
                tls,
                "INBOX",
                null,
                25,
                "none",
                address,
                tokenUrl != null,
                password,
                tokenUrl,
                tokenUrl == null ? null : "vigie",
                tokenUrl == null ? null : "the secret of the application",
                secretExpires,
                null,
                refreshToken,
                strangers,
                acknowledges,
                Afterwards.SEEN,
                silentAfterHours,
                watched,
                active);
    }
}
