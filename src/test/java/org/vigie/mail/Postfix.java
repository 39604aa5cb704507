package org.vigie.mail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A real Postfix of our own, which takes mail for a few domains and hands it to a {@link Dovecot}. Nobody lives at
 * {@code nobody-here@}, who is refused at once; what goes to {@code bounces-later@} is taken and comes back.
 */
public final class Postfix implements AutoCloseable {
    private final PrivateServer server = new PrivateServer("postfix");
    private final int port = PrivateServer.freePort();
    private final int fullPort = PrivateServer.freePort();

    private Postfix() throws IOException {}

    /** Its master changes into other users and back, which only root can. */
    public static boolean isPossible() {
        return PrivateServer.isRoot();
    }

    public static Postfix start(int lmtpPort) throws IOException, InterruptedException {
        var postfix = new Postfix();
        try {
            postfix.prepare(lmtpPort);
            postfix.server.start(
                    PrivateServer.program("postfix").toString(), "-c", postfix.folder() + "/etc", "start-fg");
            postfix.server.awaitGreeting(postfix.port, "220 ");
            return postfix;
        } catch (IOException | InterruptedException | RuntimeException broken) {
            postfix.close();
            throw broken;
        }
    }

    private void prepare(int lmtpPort) throws IOException, InterruptedException {
        PrivateServer.certify(folder().resolve("key.pem"), certificate());
        server.makeFolder("etc");
        server.makeFolder("queue");
        Path data = server.makeFolder("data");
        Files.setOwner(
                data, data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postfix"));
        server.write(
                "etc/main.cf",
                MAIN.replace("FOLDER", folder().toString())
                        .replace("HOST", PrivateServer.HOST)
                        .replace("LMTP_PORT", Integer.toString(lmtpPort)));
        server.write(
                "etc/master.cf",
                MASTER.replace("HOST", PrivateServer.HOST)
                        .replace("SMTP_PORT", Integer.toString(port))
                        .replace("FULL_PORT", Integer.toString(fullPort)));
        server.write("etc/recipients", """
                if !/^nobody-here@/
                /^[^@]+@/ here
                endif
                """);
        server.write("etc/transport", "/^bounces-later@/ smtp:[%s]:%d\n".formatted(PrivateServer.HOST, fullPort));
    }

    private static final String MAIN = """
            compatibility_level = 3.6
            queue_directory = FOLDER/queue
            data_directory = FOLDER/data
            maillog_file = /dev/stdout
            myhostname = mx.example.org
            mydestination =
            mynetworks = 127.0.0.0/8
            inet_interfaces = HOST
            inet_protocols = ipv4
            alias_maps =
            alias_database =

            # Mail for elsewhere is refused, and would not get out: no test may write to strangers.
            smtpd_relay_restrictions = reject_unauth_destination
            default_transport = error:5.7.1 This server sends no mail out
            virtual_mailbox_domains = example.com, example.org, client.example, msp.example
            virtual_mailbox_maps = regexp:FOLDER/etc/recipients
            virtual_transport = lmtp:inet:HOST:LMTP_PORT
            transport_maps = regexp:FOLDER/etc/transport

            full_restrictions = check_recipient_access static:{552 5.2.2 Mailbox is full}

            # As for a sender from outside: nothing is asked of DNS, and headers stay as they are.
            smtpd_peername_lookup = no
            local_header_rewrite_clients =
            smtpd_error_sleep_time = 0
            message_size_limit = 60000000
            mailbox_size_limit = 0

            # What waits for a stopped Dovecot is tried again soon.
            queue_run_delay = 1s
            minimal_backoff_time = 1s
            maximal_backoff_time = 1s

            smtpd_tls_security_level = may
            smtpd_tls_cert_file = FOLDER/certificate.pem
            smtpd_tls_key_file = FOLDER/key.pem
            """;

    /** The second smtpd plays the next server on the way, which refuses what the first has already taken. */
    private static final String MASTER = """
            HOST:SMTP_PORT inet n - n - - smtpd
            HOST:FULL_PORT inet n - n - - smtpd
              -o myhostname=full.example.com
              -o smtpd_recipient_restrictions=$full_restrictions
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 300 1 qmgr
            tlsmgr unix - - n 1000? 1 tlsmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            flush unix n - n 1000? 0 flush
            proxymap unix - - n - - proxymap
            smtp unix - - n - - smtp
            lmtp unix - - n - - lmtp
            error unix - - n - - error
            retry unix - - n - - error
            anvil unix - - n - 1 anvil
            scache unix - - n - 1 scache
            postlog unix-dgram n - n - 1 postlogd
            """;

    private Path folder() {
        return server.folder();
    }

    /** The server's certificate as a PEM file, which is also all that one has to trust. */
    public Path certificate() {
        return folder().resolve("certificate.pem");
    }

    public int port() {
        return port;
    }

    /** What the server has written down so far, for a test that fails. */
    public String said() {
        return server.said();
    }

    @Override
    public void close() {
        server.close();
    }
}
