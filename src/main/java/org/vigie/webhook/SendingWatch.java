package org.vigie.webhook;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.vigie.audit.AuditTrail;
import org.vigie.notification.NotDelivered;
import org.vigie.notification.SignedPost;
import org.vigie.shared.Actor;
import org.vigie.shared.Crossing;
import org.vigie.shared.Words;

/**
 * Sends what is planned, each webhook in lanes of its own, so that a receiver that hangs holds up nobody but itself.
 *
 * <p>At least once and in no certain order: a message is taken for a while, sent, and then written down; after a crash in between
 * it is sent again under the same name.
 */
@Component
class SendingWatch implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(SendingWatch.class);
    private static final Actor SELF = Actor.automatic("webhooks");

    /** Longer than a connection and an answer may take together. */
    static final Duration HOLD = Duration.ofMinutes(2);

    private final WebhookStore webhooks;
    private final DeliveryStore deliveries;
    private final SigningSecrets secrets;
    private final AuditTrail trail;
    private final WebhookSettings settings;
    private final SignedPost post;
    private final InstantSource clock;
    private final Crossing crossing;
    private final Map<Long, Semaphore> lanes = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("webhook-", 0).factory());
    private volatile boolean stopping;

    SendingWatch(
            WebhookStore webhooks,
            DeliveryStore deliveries,
            SigningSecrets secrets,
            AuditTrail trail,
            WebhookSettings settings,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.secrets = secrets;
        this.trail = trail;
        this.settings = settings;
        this.post = new SignedPost(settings.timeout(), settings.trust(), clock);
        this.clock = clock;
        this.crossing = new Crossing("webhook", transactions);
    }

    private record Due(Webhook webhook, Semaphore free, List<String> secrets, Delivery delivery) {}

    /** Starts whatever is due and finds a free lane; the answers end when what became of each is written down. */
    List<Future<?>> look() {
        Instant now = clock.instant();
        List<Due> due = crossing.write("what other systems are to be told", () -> {
            var all = new ArrayList<Due>();
            for (Webhook webhook : webhooks.due(now)) {
                Semaphore free = lanes.computeIfAbsent(webhook.id(), id -> new Semaphore(settings.concurrent()));
                List<String> signing = secrets.opened(webhooks.secrets(webhook.id()), now);
                deliveries.take(webhook.id(), now, HOLD, free.availablePermits()).stream()
                        .map(one -> new Due(webhook, free, signing, one))
                        .forEach(all::add);
            }
            return all;
        });
        var underWay = new ArrayList<Future<?>>();
        for (Due one : due) {
            // Only this job takes lanes, so those that were free still are.
            one.free().acquireUninterruptibly();
            underWay.add(threads.submit(() -> deliver(one)));
        }
        return underWay;
    }

    private void deliver(Due due) {
        Delivery one = due.delivery();
        try {
            long began = System.nanoTime();
            NotDelivered failure = null;
            int answered = 0;
            try {
                answered = post.send(due.webhook().url(), one.uid().toString(), one.body(), due.secrets());
            } catch (NotDelivered no) {
                failure = no;
            }
            int took = (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
            if (!stopping) {
                written(due, answered, failure, took);
            }
        } catch (RuntimeException unavailable) {
            LOG.warn("Delivery {} is sent again, what became of it was not written down", one.uid(), unavailable);
        } finally {
            due.free().release();
        }
    }

    private void written(Due due, int answered, @Nullable NotDelivered failure, int took) {
        Instant now = clock.instant();
        Delivery one = due.delivery();
        crossing.run("what became of it", () -> {
            if (failure == null) {
                deliveries.delivered(one.id(), answered, now, took);
                webhooks.arrived(due.webhook().id());
                return;
            }
            LOG.warn("Webhook {} did not take {}: {}", due.webhook().key(), one.uid(), failure.getMessage());
            Duration wait = Patience.after(one.attempts(), failure);
            deliveries.failed(one.id(), failure.why(), wait == null ? null : now.plus(wait), now, took);
            webhooks.failing(due.webhook().id(), now);
        });
    }

    /** Stops sending where nothing has arrived for days, and forgets what is long over. */
    void tidy() {
        Instant now = clock.instant();
        crossing.run("webhooks where nothing arrives, and the end of the log", () -> {
            var why = Words.of("webhook.off.silent", settings.givesUp().toHours());
            for (Webhook off : webhooks.switchOff(now.minus(settings.givesUp()), why, now)) {
                LOG.warn("Webhook {} is switched off: nothing has arrived since {}", off.key(), off.failingSince());
                trail.record(
                        SELF,
                        "webhook.switched-off",
                        "webhook " + off.key(),
                        Map.of("url", off.url().toString()));
            }
            deliveries.forget(now.minus(settings.kept()));
        });
    }

    @Override
    public void destroy() {
        stopping = true;
        threads.shutdownNow();
    }

    /** How often this room looks for what is due. */
    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(WebhookSettings.class)
    static class Jobs {
        @Bean
        RecurringTask<Void> webhookSendingJob(SendingWatch watch) {
            return Tasks.recurring("webhook.sending-watch", FixedDelay.ofSeconds(1))
                    .execute((job, context) -> watch.look());
        }

        @Bean
        RecurringTask<Void> webhookTidyingJob(SendingWatch watch) {
            return Tasks.recurring("webhook.tidying-watch", FixedDelay.ofMinutes(10))
                    .execute((job, context) -> watch.tidy());
        }
    }
}
