package org.vigie.bench;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.declaration.Declarations;
import org.vigie.mail.Dovecot;
import org.vigie.mail.Mailbox.Strangers;
import org.vigie.mail.MailboxDraft;
import org.vigie.mail.Mailboxes;
import org.vigie.mail.WantedMailbox;
import org.vigie.organization.Clients;
import org.vigie.server.WholeHouse;
import org.vigie.shared.Actor;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;

/**
 * From a mail's arrival at a real Dovecot to its ticket: 100 mailboxes read at once over TLS, ten mails each at random times
 * within two minutes, then 1 000 mails at once. About four minutes.
 */
public final class MailBench {
    private static final int MAILBOXES = 100;
    private static final int EACH = 10;
    private static final Duration SPREAD = Duration.ofMinutes(2);
    private static final Actor BENCH = Actor.automatic("bench");

    private MailBench() {}

    public static void run(PrintStream out) throws Exception {
        try (Dovecot dovecot = Dovecot.start();
                WholeHouse house = WholeHouse.open(
                        Map.of("vigie.mail.trust", dovecot.certificate().toString()))) {
            house.bean(Declarations.class).apply("client: bench\nname: Bench\n", false, BENCH, null);
            TenantId client = house.bean(Clients.class).idOf("bench");
            long began = System.nanoTime();
            for (int i = 0; i < MAILBOXES; i++) {
                house.bean(Mailboxes.class).put(mailbox(dovecot, client, i), null, BENCH);
            }
            while (house.bean(Mailboxes.class).health().values().stream().anyMatch(one -> one.lookedAt() == null)) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
            out.printf(
                    Locale.ROOT,
                    "%d mailboxes are read %.1f s after the first was made%n",
                    MAILBOXES,
                    (System.nanoTime() - began) / 1e9);
            say(out, "at random times", spread(dovecot, house));
            say(out, "all at once", atOnce(dovecot, house));
        }
    }

    private static MailboxDraft mailbox(Dovecot dovecot, TenantId client, int number) {
        return WantedMailbox.of("box-" + number, address(number))
                .ofClient(client, Strangers.OPEN)
                .at("localhost", dovecot.imapsPort(), "tls")
                .password(Dovecot.PASSWORD)
                .acknowledgesNothing()
                .draft();
    }

    private static String address(int number) {
        return "box-" + number + "@msp.example";
    }

    private static List<Duration> spread(Dovecot dovecot, WholeHouse house) throws Exception {
        var random = new Random(7);
        Map<String, Instant> delivered = new ConcurrentHashMap<>();
        try (var threads = Executors.newScheduledThreadPool(8)) {
            for (int box = 0; box < MAILBOXES; box++) {
                for (int mail = 0; mail < EACH; mail++) {
                    int to = box;
                    String subject = "spread " + box + " " + mail;
                    threads.schedule(
                            () -> deliver(dovecot, to, subject, delivered),
                            random.nextLong(SPREAD.toMillis()),
                            TimeUnit.MILLISECONDS);
                }
            }
            threads.shutdown();
            threads.awaitTermination(10, TimeUnit.MINUTES);
        }
        return waits(house, delivered);
    }

    private static List<Duration> atOnce(Dovecot dovecot, WholeHouse house) throws Exception {
        Map<String, Instant> delivered = new ConcurrentHashMap<>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int mail = 0; mail < MAILBOXES * EACH; mail++) {
                int to = mail % MAILBOXES;
                String subject = "at once " + mail;
                threads.submit(() -> deliver(dovecot, to, subject, delivered));
            }
        }
        return waits(house, delivered);
    }

    private static Void deliver(Dovecot dovecot, int box, String subject, Map<String, Instant> delivered)
            throws Exception {
        dovecot.deliver(
                address(box),
                ("From: sender-" + box + "-" + subject.hashCode() + "@client.example\r\nTo: " + address(box)
                                + "\r\nSubject: " + subject + "\r\nMessage-ID: <" + subject.replace(' ', '.')
                                + "@client.example>\r\n\r\nThe printer is on fire.\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        delivered.put(subject, Instant.now());
        return null;
    }

    /** From when Dovecot had said that it keeps the mail to when its ticket was written. */
    private static List<Duration> waits(WholeHouse house, Map<String, Instant> delivered) throws Exception {
        Map<String, Instant> opened = opened(house);
        for (int i = 0; i < 600 && !opened.keySet().containsAll(delivered.keySet()); i++) {
            TimeUnit.MILLISECONDS.sleep(500);
            opened = opened(house);
        }
        var waits = new ArrayList<Duration>();
        for (var one : delivered.entrySet()) {
            Instant at = opened.get(one.getKey());
            waits.add(at == null ? Duration.ofDays(1) : Duration.between(one.getValue(), at));
        }
        Collections.sort(waits);
        return waits;
    }

    private static Map<String, Instant> opened(WholeHouse house) {
        return Scope.across("bench")
                .call(() -> new TransactionTemplate(house.bean(PlatformTransactionManager.class)).execute(tx -> {
                    Map<String, Instant> opened = new ConcurrentHashMap<>();
                    house.bean(JdbcClient.class)
                            .sql("""
                                    select ticket.title, entry.at from servicedesk.letter
                                    join servicedesk.ticket on ticket.number = letter.number
                                    join servicedesk.timeline_entry entry on entry.id = letter.entry_id
                                    """)
                            .query((row, n) -> opened.put(
                                    row.getString("title"),
                                    row.getTimestamp("at").toInstant()))
                            .list();
                    return opened;
                }));
    }

    private static void say(PrintStream out, String how, List<Duration> waits) {
        long lost = waits.stream().filter(one -> one.toDays() > 0).count();
        out.printf(
                Locale.ROOT,
                "%d mails %s: arrival to ticket median %.2f s, p95 %.2f s, p99 %.2f s, longest %.2f s; %d lost%n",
                waits.size(),
                how,
                seconds(waits, 0.5),
                seconds(waits, 0.95),
                seconds(waits, 0.99),
                seconds(waits, 1),
                lost);
    }

    private static double seconds(List<Duration> sorted, double part) {
        return sorted.get(Math.min(sorted.size() - 1, (int) (part * sorted.size())))
                        .toMillis()
                / 1000.0;
    }
}
