package org.vigie.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Authenticator;
import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.UIDFolder;
import jakarta.mail.search.ComparisonTerm;
import jakarta.mail.search.ReceivedDateTerm;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Date;
import java.util.Enumeration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.jspecify.annotations.Nullable;
import org.vigie.mail.Mailbox.Afterwards;
import org.vigie.shared.Trust;
import org.vigie.shared.Words;

/**
 * One folder of one mailbox, open over IMAP4rev1 (RFC 3501). It asks for raw bytes only, never for what a server made of a
 * mail (ENVELOPE, BODYSTRUCTURE): servers stumble over odd mails there.
 */
final class ImapConnection implements AutoCloseable {
    private final IMAPStore store;
    private final IMAPFolder folder;
    private final AtomicReference<Socket> socket;
    private final Duration patience;

    private ImapConnection(IMAPStore store, IMAPFolder folder, AtomicReference<Socket> socket, Duration patience) {
        this.store = store;
        this.folder = folder;
        this.socket = socket;
        this.patience = patience;
    }

    static ImapConnection open(Mailbox box, SignIn signIn, MailSettings settings) throws MailTrouble {
        var socket = new AtomicReference<Socket>();
        String protocol = box.imap().tls().equals("tls") ? "imaps" : "imap";
        Session session =
                Session.getInstance(properties(box, protocol, signIn, settings, socket), (Authenticator) null);
        IMAPStore store = null;
        try {
            store = (IMAPStore) session.getStore(protocol);
            store.connect(box.imap().host(), box.imap().port(), signIn.user(), signIn.secret());
            var folder = (IMAPFolder) store.getFolder(box.folder());
            folder.open(Folder.READ_WRITE);
            return new ImapConnection(store, folder, socket, settings.timeout());
        } catch (MessagingException e) {
            shut(store, socket);
            String code = e instanceof AuthenticationFailedException ? "mail.failure.sign-in" : "mail.failure.server";
            throw new MailTrouble(Words.of(code, box.imap().host(), said(e)), e);
        }
    }

    private static Properties properties(
            Mailbox box, String protocol, SignIn signIn, MailSettings settings, AtomicReference<Socket> socket) {
        int patience = Math.toIntExact(settings.timeout().toMillis());
        var properties = new Properties();
        String prefix = "mail." + protocol + ".";
        properties.put(prefix + "connectiontimeout", patience);
        properties.put(prefix + "timeout", patience);
        properties.put(prefix + "writetimeout", patience);
        properties.put(prefix + "peek", true);
        // Whole in one answer: some servers count parts of odd mails wrongly.
        properties.put(prefix + "partialfetch", false);
        properties.put(prefix + "socketFactory", new Remembering(socket));
        properties.put(
                prefix + "ssl.socketFactory", Trust.with(settings.trust()).getSocketFactory());
        properties.put(prefix + "ssl.checkserveridentity", true);
        properties.put(prefix + "starttls.enable", box.imap().tls().equals("starttls"));
        properties.put(prefix + "starttls.required", box.imap().tls().equals("starttls"));
        if (signIn.isToken()) {
            properties.put(prefix + "auth.mechanisms", "XOAUTH2");
        }
        return properties;
    }

    /** When it changes, all numbers of mails have. */
    long validity() throws MailTrouble {
        return asked(folder::getUIDValidity);
    }

    /** The number that the next mail will have, at least. */
    long next() throws MailTrouble {
        return asked(() -> {
            long next = folder.getUIDNext();
            if (next > 0) {
                return next;
            }
            // A server that does not say (RFC 3501 lets it).
            Message last = folder.getMessageCount() == 0 ? null : folder.getMessage(folder.getMessageCount());
            return last == null ? 1 : folder.getUID(last) + 1;
        });
    }

    int count() throws MailTrouble {
        return asked(folder::getMessageCount);
    }

    /** Numbers and sizes of the mails after this number, in the order in which they came. */
    List<Waiting> after(long uid) throws MailTrouble {
        return asked(() -> waiting(folder.getMessagesByUID(uid + 1, UIDFolder.LASTUID), uid));
    }

    /** The same for all that the server received since then: it searches by days, and says seconds. */
    List<Waiting> since(Instant instant) throws MailTrouble {
        Instant second = instant.truncatedTo(ChronoUnit.SECONDS);
        return asked(() -> {
            Message[] found = folder.search(new ReceivedDateTerm(ComparisonTerm.GE, Date.from(instant)));
            var profile = new FetchProfile();
            profile.add(IMAPFolder.FetchProfileItem.INTERNALDATE);
            folder.fetch(found, profile);
            var later = new ArrayList<Message>();
            for (Message one : found) {
                Date received = one.getReceivedDate();
                if (received == null || !received.toInstant().isBefore(second)) {
                    later.add(one);
                }
            }
            return waiting(later.toArray(Message[]::new), 0);
        });
    }

    private List<Waiting> waiting(Message[] found, long uid) throws MessagingException {
        var profile = new FetchProfile();
        profile.add(UIDFolder.FetchProfileItem.UID);
        profile.add(FetchProfile.Item.SIZE);
        Message[] there = Arrays.stream(found).filter(one -> one != null).toArray(Message[]::new);
        folder.fetch(there, profile);
        var waiting = new ArrayList<Waiting>();
        for (Message one : there) {
            // "n:*" answers the last mail also where it is before n.
            long number = folder.getUID(one);
            if (number > uid) {
                waiting.add(new Waiting(number, one.getSize(), (IMAPMessage) one));
            }
        }
        waiting.sort(Comparator.comparingLong(Waiting::uid));
        return waiting;
    }

    /** @param size in bytes as the server says */
    record Waiting(long uid, long size, IMAPMessage message) {}

    byte[] whole(Waiting mail) throws MailTrouble {
        return asked(() -> {
            try (InputStream in = mail.message().getMimeStream()) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new MessagingException(String.valueOf(e.getMessage()), e);
            }
        });
    }

    byte[] headers(Waiting mail) throws MailTrouble {
        return asked(() -> {
            var lines = new StringBuilder();
            for (Enumeration<String> all = mail.message().getAllHeaderLines(); all.hasMoreElements(); ) {
                lines.append(all.nextElement()).append("\r\n");
            }
            return lines.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        });
    }

    void leave(Waiting mail, Afterwards afterwards) throws MailTrouble {
        asked(() -> {
            switch (afterwards) {
                case KEEP -> {}
                case SEEN -> mail.message().setFlag(Flags.Flag.SEEN, true);
                case DELETE -> mail.message().setFlag(Flags.Flag.DELETED, true);
            }
            return mail;
        });
    }

    void expunge() throws MailTrouble {
        asked(folder::expunge);
    }

    boolean isOpen() {
        return folder.isOpen();
    }

    /**
     * Until the server has news, or for so long (RFC 2177). A server that cannot be waited for is asked again after a short
     * while.
     */
    void await(Duration longest) throws MailTrouble {
        var over = new CountDownLatch(1);
        Socket raw = socket.get();
        Thread.ofVirtual().name("mailbox-renewal").start(() -> renew(over, longest));
        try {
            asked(() -> {
                if (!store.hasCapability("IDLE")) {
                    pause(Duration.ofSeconds(10));
                    return folder.getMessageCount();
                }
                if (raw != null) {
                    // Silence is the rule while waiting, and a connection that died in silence must still be noticed.
                    timeout(raw, longest.plus(patience));
                }
                try {
                    folder.idle(true);
                } finally {
                    if (raw != null && !raw.isClosed()) {
                        timeout(raw, patience);
                    }
                }
                return 0;
            });
        } finally {
            over.countDown();
        }
    }

    /** Any other command ends the waiting: IMAP has one at a time. */
    private void renew(CountDownLatch over, Duration longest) {
        try {
            if (!over.await(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                folder.doCommand(protocol -> {
                    protocol.noop();
                    return null;
                });
            }
        } catch (InterruptedException | MessagingException e) {
            // The connection is gone, which the one who waits hears as well.
        }
    }

    private static void pause(Duration time) throws MessagingException {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MessagingException("interrupted", e);
        }
    }

    private static void timeout(Socket socket, Duration time) throws MessagingException {
        try {
            socket.setSoTimeout(Math.toIntExact(time.toMillis()));
        } catch (IOException e) {
            throw new MessagingException(String.valueOf(e.getMessage()), e);
        }
    }

    private interface Question<T> {
        T ask() throws MessagingException;
    }

    private <T> T asked(Question<T> question) throws MailTrouble {
        try {
            return question.ask();
        } catch (MessagingException | IllegalStateException e) {
            throw new MailTrouble(
                    Words.of("mail.failure.server", store.getURLName().getHost(), said(e)), e);
        }
    }

    private static String said(Exception problem) {
        Throwable innermost = problem;
        while (innermost instanceof MessagingException messaging && messaging.getNextException() != null) {
            innermost = messaging.getNextException();
        }
        String said = innermost.getMessage();
        return (said == null || said.isBlank() ? innermost.getClass().getSimpleName() : said)
                .strip()
                .replaceAll("\\s+", " ");
    }

    /** At once, whatever the server does: goodbye is not waited for. */
    @Override
    public void close() {
        shut(store, socket);
    }

    private static void shut(@Nullable IMAPStore store, AtomicReference<Socket> socket) {
        Socket open = socket.get();
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // It is gone either way.
            }
        }
        if (store != null) {
            try {
                store.close();
            } catch (MessagingException e) {
                // It is gone either way.
            }
        }
    }

    /** The last plain socket is remembered, to change its patience and to end it; STARTTLS puts TLS upon it. */
    private static final class Remembering extends SocketFactory {
        private final AtomicReference<Socket> last;

        Remembering(AtomicReference<Socket> last) {
            this.last = last;
        }

        private Socket remembered(Socket socket) {
            last.set(socket);
            return socket;
        }

        @Override
        public Socket createSocket() {
            return remembered(new Socket());
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return remembered(new Socket(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return remembered(new Socket(host, port, local, localPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return remembered(new Socket(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            return remembered(new Socket(host, port, local, localPort));
        }
    }

    /** The same for TLS from the start. */
    private static final class RememberingTls extends SSLSocketFactory {
        private final SSLSocketFactory trusting;
        private final AtomicReference<Socket> last;

        RememberingTls(SSLSocketFactory trusting, AtomicReference<Socket> last) {
            this.trusting = trusting;
            this.last = last;
        }

        private Socket remembered(Socket socket) {
            last.set(socket);
            return socket;
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return trusting.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return trusting.getSupportedCipherSuites();
        }

        @Override
        public Socket createSocket() throws IOException {
            return remembered(trusting.createSocket());
        }

        @Override
        public Socket createSocket(Socket plain, String host, int port, boolean closes) throws IOException {
            return remembered(trusting.createSocket(plain, host, port, closes));
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return remembered(trusting.createSocket(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return remembered(trusting.createSocket(host, port, local, localPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return remembered(trusting.createSocket(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            return remembered(trusting.createSocket(host, port, local, localPort));
        }
    }
}
