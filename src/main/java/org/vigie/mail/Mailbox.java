package org.vigie.mail;

import java.net.URI;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.TenantId;

/**
 * Where mail comes from and goes out, without its secrets.
 *
 * @param name as whoever gets a mail sees it
 * @param client whose all its mail is; null: found by the sender
 * @param smtp null: the house's own mail server
 * @param oauth null: a password
 * @param strangers what becomes of mail whose sender no client is known for
 * @param silentAfterHours without any mail for so long something is wrong; null: it may be quiet
 * @param watched where its alert goes
 */
public record Mailbox(
        long id,
        String key,
        String name,
        String address,
        @Nullable TenantId client,
        MailServer imap,
        String folder,
        @Nullable MailServer smtp,
        String login,
        @Nullable OAuth oauth,
        Strangers strangers,
        boolean acknowledges,
        Afterwards afterwards,
        @Nullable Integer silentAfterHours,
        @Nullable Watched watched,
        boolean active,
        long version) {

    /** @param tls "none", "starttls" or "tls" */
    public record MailServer(String host, int port, String tls) {}

    /** @param secretExpires when the authority's secret ends, as its console says */
    public record OAuth(
            URI tokenUrl,
            String client,
            @Nullable String scope,
            @Nullable LocalDate secretExpires) {}

    public record Watched(TenantId client, String asset) {}

    public enum Strangers {
        /** A person decides. */
        HOLD,
        /** A ticket of the mailbox's client, whoever writes. */
        OPEN,
        /** It is forgotten, but for a line that says so. */
        DROP
    }

    /** What becomes of a mail on the server once Vigie has it. */
    public enum Afterwards {
        KEEP,
        SEEN,
        DELETE
    }

    public String domain() {
        return address.substring(address.lastIndexOf('@') + 1);
    }
}
