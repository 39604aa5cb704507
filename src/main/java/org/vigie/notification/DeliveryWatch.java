package org.vigie.notification;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.notification.Ledger.Planned;
import org.vigie.notification.NotificationNews.DeliveryChanged;
import org.vigie.notification.NotificationNews.PersonReached;
import org.vigie.notification.NotificationNews.WayFailed;
import org.vigie.page.Texts;
import org.vigie.shared.Scope;
import org.vigie.shared.Words;

/**
 * Sends what is planned, each channel in lanes of its own, so that a server that hangs holds up nobody but itself.
 *
 * <p>At least once: a message is taken for a while, sent, and then written down. A crash in between, here or on another
 * node, sends it once more with the same id, by which a receiver can drop it.
 */
@Component
class DeliveryWatch implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryWatch.class);

    /** Longer than any message may be under way; after a crash in the middle of one it is how late the next try comes. */
    static final Duration HOLD = Duration.ofSeconds(30);

    private record Lanes(Channel channel, Semaphore free) {}

    private final Ledger ledger;
    private final Reach reach;
    private final List<Lanes> lanes;
    private final MessageSource messages;
    private final NotificationSettings settings;
    private final Environment environment;
    private final ApplicationEventPublisher news;
    private final TransactionTemplate transaction;
    private final InstantSource clock;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("delivery-", 0).factory());
    private volatile boolean stopping;

    DeliveryWatch(
            Ledger ledger,
            Reach reach,
            List<Channel> channels,
            MessageSource messages,
            NotificationSettings settings,
            Environment environment,
            ApplicationEventPublisher news,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.ledger = ledger;
        this.reach = reach;
        this.lanes = channels.stream()
                .map(channel -> new Lanes(channel, new Semaphore(settings.concurrent())))
                .toList();
        this.messages = messages;
        this.settings = settings;
        this.environment = environment;
        this.news = news;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Starts whatever is due and finds a free lane; the answers end when what became of each is written down. */
    List<Future<?>> look() {
        record Due(Lanes lanes, Planned planned) {}
        List<Due> due = Scope.across("notification: what is to be sent")
                .call(() ->
                        transaction.execute(status -> lanes.stream()
                                .flatMap(one -> ledger
                                        .take(
                                                one.channel().name(),
                                                clock.instant(),
                                                HOLD,
                                                one.free().availablePermits())
                                        .stream()
                                        .map(planned -> new Due(one, planned)))
                                .toList()));
        var underWay = new ArrayList<Future<?>>();
        for (Due one : due) {
            // Only this job takes lanes, so those that were free still are.
            one.lanes().free().acquireUninterruptibly();
            underWay.add(threads.submit(() -> deliver(one.lanes(), one.planned())));
        }
        return underWay;
    }

    private void deliver(Lanes lanes, Planned planned) {
        try {
            NotDelivered failure = outcome(lanes, planned);
            if (stopping) {
                // Whatever became of it is not known for certain: the next start sends it again.
                return;
            }
            if (failure == null) {
                written(planned, () -> sent(planned));
            } else {
                LOG.warn("Delivery {} by {} did not arrive: {}", planned.id(), planned.channel(), failure.getMessage());
                written(planned, () -> failed(planned, failure));
            }
        } catch (RuntimeException unavailable) {
            LOG.warn("Delivery {} is sent again, what became of it was not written down", planned.id(), unavailable);
        }
    }

    /** Null when it arrived. The lane is free only when the sending has really ended. */
    private @Nullable NotDelivered outcome(Lanes lanes, Planned planned) {
        Callable<@Nullable NotDelivered> sending = () -> {
            try {
                lanes.channel().send(message(planned));
                return null;
            } catch (NotDelivered failure) {
                return failure;
            } finally {
                lanes.free().release();
            }
        };
        Future<@Nullable NotDelivered> answer = threads.submit(sending);
        try {
            return answer.get(settings.longest().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            return NotDelivered.forNow(Words.of("notification.failure.too-long"), e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return NotDelivered.forNow(Words.of("notification.failure.too-long"), e);
        } catch (ExecutionException e) {
            LOG.error("Channel {} broke", planned.channel(), e.getCause());
            return NotDelivered.forNow(Words.of("notification.failure.said", String.valueOf(e.getCause())), e);
        }
    }

    private void sent(Planned planned) {
        Instant now = clock.instant();
        ledger.sent(planned.id(), now);
        news.publishEvent(new DeliveryChanged(planned.tenant(), now, planned.id(), "sent"));
        if (!planned.channel().equals(PageChannel.NAME)) {
            news.publishEvent(new PersonReached(
                    planned.tenant(),
                    now,
                    planned.id(),
                    planned.telling().link(),
                    planned.personName(),
                    planned.channel()));
        }
    }

    private void failed(Planned planned, NotDelivered failure) {
        Instant now = clock.instant();
        Duration wait = Retry.after(planned.attempts(), settings.attempts(), failure);
        ledger.failed(planned.id(), failure.why(), wait == null ? null : now.plus(wait));
        news.publishEvent(
                new DeliveryChanged(planned.tenant(), now, planned.id(), wait == null ? "failed" : "planned"));
        boolean turns = planned.attempts() == Retry.TRIES_BEFORE_ANOTHER_WAY || wait == null;
        if (turns) {
            Optional<String> next = reach.another(planned, now);
            Optional<String> called = next.isPresent() ? Optional.empty() : reach.callNext(planned, now);
            news.publishEvent(new WayFailed(
                    planned.tenant(),
                    now,
                    planned.id(),
                    planned.telling().link(),
                    planned.personName(),
                    planned.channel(),
                    failure.why(),
                    wait != null,
                    next.orElse(null),
                    called.orElse(null)));
        }
    }

    private void written(Planned planned, Runnable write) {
        Scope.of(planned.tenant()).run(() -> transaction.executeWithoutResult(tx -> write.run()));
    }

    private Message message(Planned planned) {
        return new Message(
                planned.uid(),
                planned.personName(),
                planned.address(),
                planned.language(),
                planned.telling().severity().name(),
                say(planned.language(), planned.telling().subject()),
                say(planned.language(), planned.telling().body()),
                say(planned.language(), planned.why()),
                address() + planned.telling().link(),
                planned.plannedAt());
    }

    private String say(Locale language, Words words) {
        return new Texts(messages, language, settings.zone()).say(words);
    }

    private String address() {
        return settings.address() != null
                ? settings.address().toString().replaceAll("/+$", "")
                : "http://127.0.0.1:" + environment.getProperty("local.server.port", "8080");
    }

    @Override
    public void destroy() {
        stopping = true;
        threads.shutdownNow();
    }

    /** How often this room looks for what is due. */
    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(NotificationSettings.class)
    static class Jobs {
        @Bean
        RecurringTask<Void> deliveryWatchJob(DeliveryWatch watch) {
            return Tasks.recurring("notification.delivery-watch", FixedDelay.ofSeconds(1))
                    .execute((job, context) -> watch.look());
        }
    }
}
