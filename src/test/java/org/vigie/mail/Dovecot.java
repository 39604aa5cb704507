package org.vigie.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.angus.mail.imap.protocol.BASE64MailboxEncoder;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Dovecot of our own, on ports and in a folder of its own, for root and for anybody else. Every user exists, with
 * {@link #PASSWORD} and with the access tokens that the test allows; a mailbox comes to be with its first mail or
 * visitor.
 */
public final class Dovecot implements AutoCloseable {
    public static final String PASSWORD = "sesame";

    private static final int NOBODY = 65534;
    private static final Pattern BORN = Pattern.compile("(\\d+)\\.M(\\d+)P.*");

    private final PrivateServer server = new PrivateServer("dovecot");
    private final HttpServer tokens = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final Map<String, String> allowed = new ConcurrentHashMap<>();
    private final int imapPort = PrivateServer.freePort();
    private final int imapsPort = PrivateServer.freePort();
    private final int lmtpPort = PrivateServer.freePort();

    private Dovecot() throws IOException {
        tokens.createContext("/introspect", this::introspect);
        tokens.start();
    }

    public static Dovecot start() throws IOException, InterruptedException {
        var dovecot = new Dovecot();
        try {
            dovecot.prepare();
            dovecot.startAgain();
            return dovecot;
        } catch (IOException | InterruptedException | RuntimeException broken) {
            dovecot.close();
            throw broken;
        }
    }

    private void prepare() throws IOException, InterruptedException {
        PrivateServer.certify(folder().resolve("key.pem"), certificate());
        Path mail = server.makeFolder("mail");
        if (PrivateServer.isRoot()) {
            // Dovecot refuses to open a mailbox as root.
            Files.setAttribute(mail, "unix:uid", NOBODY);
            Files.setAttribute(mail, "unix:gid", NOBODY);
        }
        server.write("oauth2.conf", """
                introspection_mode = auth
                introspection_url = http://%s:%d/introspect
                active_attribute = active
                active_value = true
                username_attribute = username
                """.formatted(
                        PrivateServer.HOST, tokens.getAddress().getPort()));
        server.write(
                "dovecot.conf",
                CONFIGURATION
                                .replace("FOLDER", folder().toString())
                                .replace("HOST", PrivateServer.HOST)
                                .replace("IMAP_PORT", Integer.toString(imapPort))
                                .replace("IMAPS_PORT", Integer.toString(imapsPort))
                                .replace("LMTP_PORT", Integer.toString(lmtpPort))
                                .replace("PASSWORD", PASSWORD)
                                .replace("OWNER", owner(mail))
                        + (PrivateServer.isRoot() ? "" : withoutRoot(mail)));
    }

    private static String owner(Path mail) throws IOException {
        return "uid=" + Files.getAttribute(mail, "unix:uid") + " gid=" + Files.getAttribute(mail, "unix:gid");
    }

    /** Who is not root cannot change into other users, nor shut programs into folders. */
    private static String withoutRoot(Path ours) throws IOException {
        var we = Files.readAttributes(ours, PosixFileAttributes.class);
        return """
                default_login_user = USER
                default_internal_user = USER
                default_internal_group = GROUP
                service anvil {
                  chroot =
                }
                service imap-login {
                  chroot =
                }
                """.replace("USER", we.owner().getName())
                .replace("GROUP", we.group().getName());
    }

    private static final String CONFIGURATION = """
            base_dir = FOLDER/run
            state_dir = FOLDER/state
            instance_name = vigie
            log_path = FOLDER/log
            protocols = imap lmtp
            listen = HOST

            # As many mailboxes at once as a benchmark wants: each has a process, and its TLS a place in a few others.
            service imap-login {
              service_count = 0
              process_min_avail = 2
              client_limit = 500
              inet_listener imap {
                port = IMAP_PORT
              }
              inet_listener imaps {
                port = IMAPS_PORT
                ssl = yes
              }
            }
            service imap {
              process_limit = 500
            }
            service lmtp {
              inet_listener lmtp {
                port = LMTP_PORT
              }
            }
            # Mail processes report to it, under other users than its own.
            service stats {
              unix_listener stats-writer {
                mode = 0666
              }
            }
            # Otherwise each wrong password makes the next answer slower.
            service anvil {
              unix_listener anvil-auth-penalty {
                mode = 0
              }
            }
            auth_failure_delay = 0
            mail_max_userip_connections = 100

            ssl = yes
            ssl_cert = <FOLDER/certificate.pem
            ssl_key = <FOLDER/key.pem

            disable_plaintext_auth = no
            auth_mechanisms = plain login xoauth2 oauthbearer
            passdb {
              driver = static
              mechanisms = plain login
              args = password=PASSWORD
            }
            passdb {
              driver = oauth2
              mechanisms = xoauth2 oauthbearer
              args = FOLDER/oauth2.conf
            }
            userdb {
              driver = static
              args = OWNER home=FOLDER/mail/%u allow_all_users=yes
            }
            first_valid_uid = 1

            mail_location = maildir:~/Maildir
            # So that a file holds what IMAP will say.
            mail_save_crlf = yes
            namespace inbox {
              inbox = yes
              separator = /
            }
            """;

    /** Says of a token whether it is good, and whose it is, as RFC 7662 wants it. */
    private void introspect(HttpExchange exchange) throws IOException {
        try (exchange) {
            String bearer = exchange.getRequestHeaders().getFirst("Authorization");
            String user = bearer == null ? null : allowed.get(bearer.replaceFirst("(?i)^Bearer ", ""));
            byte[] answer = JsonMapper.shared()
                    .writeValueAsBytes(
                            user == null ? Map.of("active", false) : Map.of("active", true, "username", user));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private Path folder() {
        return server.folder();
    }

    /** The server's certificate as a PEM file, which is also all that one has to trust. */
    public Path certificate() {
        return folder().resolve("certificate.pem");
    }

    public int imapPort() {
        return imapPort;
    }

    public int imapsPort() {
        return imapsPort;
    }

    public int lmtpPort() {
        return lmtpPort;
    }

    /** What the server has written down so far, for a test that fails. */
    public String said() {
        return server.said();
    }

    /** From now on this access token opens this user's mailbox, and no other. */
    public void allowToken(String token, String user) {
        allowed.put(token, user);
    }

    public void revokeToken(String token) {
        allowed.remove(token);
    }

    /** As when the machine is lost: connections break, ports refuse. The mails stay. */
    public void stop() {
        server.stop();
    }

    /** On the same ports, with the same mails. */
    public void startAgain() throws IOException, InterruptedException {
        server.start(
                PrivateServer.program("dovecot").toString(),
                "-F",
                "-c",
                folder().resolve("dovecot.conf").toString());
        server.awaitGreeting(imapPort, "* OK");
        server.awaitGreeting(lmtpPort, "220 ");
    }

    /** Puts a mail into a user's inbox, from an ordinary sender. */
    public void deliver(String user, byte[] rawMail) throws IOException {
        deliver("sender@example.org", user, rawMail);
    }

    /**
     * Puts a mail into a user's inbox. The server adds lines of its own above it (Return-Path, Delivered-To, Received)
     * and ends each line with CR LF; every other byte stays as it was.
     *
     * @param sender of the envelope; empty for a bounce
     */
    public void deliver(String sender, String user, byte[] rawMail) throws IOException {
        try (var socket = new Socket(PrivateServer.HOST, lmtpPort)) {
            socket.setSoTimeout(30_000);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            expect("220", in);
            for (String command : List.of("LHLO localhost", "MAIL FROM:<" + sender + ">", "RCPT TO:<" + user + ">")) {
                out.write((command + "\r\n").getBytes(UTF_8));
                expect("250", in);
            }
            out.write("DATA\r\n".getBytes(UTF_8));
            expect("354", in);
            out.write(stuffed(rawMail));
            expect("250", in);
            out.write("QUIT\r\n".getBytes(UTF_8));
        }
    }

    /** A line that starts with a dot gets a second one, and a line of one dot ends it all. */
    private static byte[] stuffed(byte[] mail) {
        var stuffed = new ByteArrayOutputStream(mail.length + 100);
        int last = '\n';
        for (byte each : mail) {
            if (each == '.' && last == '\n') {
                stuffed.write('.');
            }
            stuffed.write(each);
            last = each;
        }
        stuffed.writeBytes((last == '\n' ? ".\r\n" : "\r\n.\r\n").getBytes(UTF_8));
        return stuffed.toByteArray();
    }

    private static void expect(String code, InputStream in) throws IOException {
        String line;
        do {
            var bytes = new ByteArrayOutputStream();
            for (int one = in.read(); one >= 0 && one != '\n'; one = in.read()) {
                bytes.write(one);
            }
            line = bytes.toString(ISO_8859_1).strip();
            if (!line.startsWith(code)) {
                throw new IOException("Dovecot answers \"" + line + "\" where " + code + " was due");
            }
        } while (line.startsWith(code + "-"));
    }

    /**
     * The server forgets the numbers of a user's inbox, as after a move or a restored backup: the next to open it sees
     * another UIDVALIDITY and numbers from 1. Nobody should have it open meanwhile.
     */
    public void dropUidValidity(String user) throws IOException {
        try (Stream<Path> files = Files.list(place(user, "INBOX"))) {
            // Not dovecot-uidvalidity: it has the last number, and keeps the next from being the same.
            for (Path file : files.filter(Dovecot::isNumbering).toList()) {
                Files.delete(file);
            }
        }
    }

    private static boolean isNumbering(Path file) {
        String name = file.getFileName().toString();
        return name.equals("dovecot-uidlist") || name.startsWith("dovecot.index");
    }

    /** A folder's mails as they lie on the disk, the oldest first. */
    public List<byte[]> mails(String user, String folder) throws IOException {
        var files = new ArrayList<Path>();
        for (String part : List.of("new", "cur")) {
            Path place = place(user, folder).resolve(part);
            if (Files.isDirectory(place)) {
                try (Stream<Path> inside = Files.list(place)) {
                    inside.forEach(files::add);
                }
            }
        }
        files.sort(Comparator.comparing(Dovecot::born));
        var mails = new ArrayList<byte[]>();
        for (Path file : files) {
            try {
                mails.add(Files.readAllBytes(file));
            } catch (NoSuchFileException moved) {
                // Somebody reads or deletes it right now: look again.
                return mails(user, folder);
            }
        }
        return mails;
    }

    /** A file's name starts with the second and the microsecond of its birth, the latter without leading zeros. */
    private static String born(Path file) {
        Matcher parts = BORN.matcher(file.getFileName().toString());
        return parts.matches() ? "%s.%06d".formatted(parts.group(1), Integer.parseInt(parts.group(2))) : "";
    }

    private Path place(String user, String folder) {
        Path inbox =
                folder().resolve("mail").resolve(user.toLowerCase(Locale.ROOT)).resolve("Maildir");
        return folder.equals("INBOX")
                ? inbox
                : inbox.resolve("." + BASE64MailboxEncoder.encode(folder).replace('/', '.'));
    }

    @Override
    public void close() {
        tokens.stop(0);
        server.close();
    }
}
