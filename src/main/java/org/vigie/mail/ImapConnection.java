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
    private final Duration patience;

    private ImapConnection(IMAPStore store, IMAPFolder folder, Duration patience) {
        this.store = store;
        this.folder = folder;
        this.patience = patience;
    }

    static ImapConnection open(Mailbox box, SignIn signIn, MailSettings settings) throws MailTrouble {
        String protocol = box.imap().tls().equals("tls") ? "imaps" : "imap";
        Session session = Session.getInstance(properties(box, protocol, signIn, settings), (Authenticator) null);
        IMAPStore store = null;
        try {
            store = (IMAPStore) session.getStore(protocol);
            store.connect(box.imap().host(), box.imap().port(), signIn.user(), signIn.secret());
            var folder = (IMAPFolder) store.getFolder(box.folder());
            folder.open(Folder.READ_WRITE);
            return new ImapConnection(store, folder, settings.timeout());
        } catch (MessagingException e) {
            shut(store);
            String code = e instanceof AuthenticationFailedException ? "mail.failure.sign-in" : "mail.failure.server";
            throw new MailTrouble(Words.of(code, box.imap().host(), said(e)), e);
        }
    }

    private static Properties properties(Mailbox box, String protocol, SignIn signIn, MailSettings settings) {
        int patience = Math.toIntExact(settings.timeout().toMillis());
        var properties = new Properties();
        String prefix = "mail." + protocol + ".";
        properties.put(prefix + "connectiontimeout", patience);
        properties.put(prefix + "timeout", patience);
        properties.put(prefix + "writetimeout", patience);
        properties.put(prefix + "peek", true);
        // Whole in one answer: some servers count parts of odd mails wrongly.
        properties.put(prefix + "partialfetch", false);
        properties.put(
                prefix + "ssl.socketFactory", Trust.with(settings.trust()).getSocketFactory());
        // Else what was wrong with the first try is hidden by what is wrong with another, without our trust.
        properties.put(prefix + "socketFactory.fallback", false);
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
     * Until the server has news, or for about so long (RFC 2177). A server that cannot be waited for is asked again after a short
     * while.
     */
    void await(Duration longest) throws MailTrouble {
        var over = new CountDownLatch(1);
        // Angus reads again each time that its patience ends. In just that moment it would take the end of the waiting
        // for a
        // connection that broke, so the waiting ends halfway between two of them.
        Duration halfway = patience.multipliedBy(longest.dividedBy(patience)).plus(patience.dividedBy(2));
        Thread.ofVirtual().name("mailbox-renewal").start(() -> renew(over, halfway));
        try {
            asked(() -> {
                if (store.hasCapability("IDLE")) {
                    folder.idle(true);
                } else {
                    pause(Duration.ofSeconds(10));
                }
                return longest;
            });
        } finally {
            over.countDown();
        }
    }

    /**
     * Any other command ends the waiting: IMAP has one at a time. While it waits, silence is the rule and no limit holds; so this
     * is also what notices a connection that died in silence.
     */
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

    @Override
    public void close() {
        shut(store);
    }

    private static void shut(@Nullable IMAPStore store) {
        try {
            if (store != null) {
                store.close();
            }
        } catch (MessagingException e) {
            // It is gone either way.
        }
    }
}
