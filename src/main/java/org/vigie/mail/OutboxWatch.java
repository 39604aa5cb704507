package org.vigie.mail;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.files.Files;
import org.vigie.files.StoredFile;
import org.vigie.mail.MailNews.LetterFailed;
import org.vigie.mail.MailNews.LetterSent;
import org.vigie.shared.Backoff;
import org.vigie.shared.Scope;
import org.vigie.shared.Words;

/**
 * Sends the letters that are due. At least once: a letter is taken for a while, sent, and then written down; after a crash in
 * between it is sent again with the same Message-ID, by which mail programs show it once.
 */
@Component
class OutboxWatch implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxWatch.class);

    /** Longer than sending may take, with every limit of the connection reached. */
    static final Duration HOLD = Duration.ofMinutes(5);

    /** 20 s, 40 s, 80 s … up to an hour. */
    private static final Duration FIRST = Duration.ofSeconds(20);

    private static final Duration LONGEST = Duration.ofHours(1);

    private final OutboxStore store;
    private final Mailboxes mailboxes;
    private final Files files;
    private final MailSettings settings;
    private final ApplicationEventPublisher news;
    private final InstantSource clock;
    private final TransactionTemplate transaction;
    private final Semaphore free;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("letter-", 0).factory());
    private volatile boolean stopping;

    OutboxWatch(
            OutboxStore store,
            Mailboxes mailboxes,
            Files files,
            MailSettings settings,
            ApplicationEventPublisher news,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.mailboxes = mailboxes;
        this.files = files;
        this.settings = settings;
        this.news = news;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.free = new Semaphore(settings.concurrent());
    }

    /** Starts whatever is due and finds a free lane; the answers end when what became of each is written down. */
    List<Future<?>> look() {
        int lanes = free.availablePermits();
        if (lanes == 0) {
            return List.of();
        }
        List<Outgoing> due = Scope.across("mail: what is to be sent")
                .call(() ->
                        Objects.requireNonNull(transaction.execute(tx -> store.take(clock.instant(), HOLD, lanes))));
        if (due.isEmpty()) {
            return List.of();
        }
        List<Mailbox> boxes = mailboxes.all();
        var underWay = new ArrayList<Future<?>>();
        for (Outgoing one : due) {
            // Only this job takes lanes, so those that were free still are.
            free.acquireUninterruptibly();
            underWay.add(threads.submit(() -> deliver(one, boxes)));
        }
        return underWay;
    }

    private void deliver(Outgoing one, List<Mailbox> boxes) {
        try {
            Words failure = null;
            boolean forGood = false;
            try {
                send(one, boxes);
            } catch (NotTaken refusal) {
                failure = Words.of("mail.failure.server", refusal.host(), refusal.said());
                forGood = refusal.isForGood();
            } catch (MailTrouble trouble) {
                failure = trouble.why();
            } catch (MessagingException malformed) {
                failure = Words.of("mail.failure.letter", String.valueOf(malformed.getMessage()));
                forGood = true;
            }
            if (!stopping) {
                written(one, failure, forGood);
            }
        } catch (RuntimeException unavailable) {
            LOG.warn("Letter {} is sent again, what became of it was not written down", one.id(), unavailable);
        } finally {
            free.release();
        }
    }

    private void send(Outgoing one, List<Mailbox> boxes) throws NotTaken, MailTrouble, MessagingException {
        Mailbox box = from(one, boxes);
        Relay relay = mailboxes.relay(box);
        if (relay == null) {
            throw new MailTrouble(Words.of("mail.failure.no-server"));
        }
        relay.send(Writing.of(
                relay.session(),
                one,
                box == null ? "Vigie" : box.name(),
                box == null ? settings.smtp().from() : box.address(),
                enclosures(one)));
    }

    /** The mailbox that the letter names, else the client's own, else the first that is for everybody. */
    private static @Nullable Mailbox from(Outgoing one, List<Mailbox> boxes) {
        return first(boxes, box -> Objects.equals(box.id(), one.letter().mailbox()))
                .or(() -> first(boxes, box -> box.active() && one.tenant().equals(box.client())))
                .or(() -> first(boxes, box -> box.active() && box.client() == null))
                .orElse(null);
    }

    private static Optional<Mailbox> first(List<Mailbox> boxes, java.util.function.Predicate<Mailbox> which) {
        return boxes.stream().filter(which).findFirst();
    }

    private List<Writing.Enclosure> enclosures(Outgoing one) {
        if (one.letter().files().isEmpty()) {
            return List.of();
        }
        return Scope.of(one.tenant()).call(() -> {
            Map<UUID, StoredFile> there = files.named(one.letter().files());
            return one.letter().files().stream()
                    .map(there::get)
                    .filter(Objects::nonNull)
                    .map(file -> new Writing.Enclosure(file.name(), file.type(), files.read(file.id())))
                    .toList();
        });
    }

    private void written(Outgoing one, @Nullable Words failure, boolean forGood) {
        Instant now = clock.instant();
        String about = one.letter().about();
        Scope.of(one.tenant())
                .run(() -> transaction.executeWithoutResult(tx -> {
                    if (failure == null) {
                        store.sent(one.id(), now);
                        news.publishEvent(new LetterSent(one.tenant(), now, one.id(), about));
                        return;
                    }
                    LOG.warn("Letter {} was not taken: {}", one.id(), failure);
                    Instant again = forGood || one.attempts() >= settings.attempts()
                            ? null
                            : now.plus(Backoff.doubling(FIRST, LONGEST, one.attempts()));
                    store.failed(one.id(), failure, again);
                    if (again == null) {
                        news.publishEvent(new LetterFailed(
                                one.tenant(), now, one.id(), about, one.letter().toAddress(), failure));
                    }
                }));
    }

    @Override
    public void destroy() {
        stopping = true;
        threads.shutdownNow();
    }

    /** How often this room looks for what is due. */
    @Configuration(proxyBeanMethods = false)
    static class Jobs {
        @Bean
        RecurringTask<Void> outboxWatchJob(OutboxWatch watch) {
            return Tasks.recurring("mail.outbox-watch", FixedDelay.ofSeconds(1))
                    .execute((job, context) -> watch.look());
        }
    }
}
