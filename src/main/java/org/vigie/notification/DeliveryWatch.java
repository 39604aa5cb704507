package org.vigie.notification;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.notification.Ledger.Planned;
import org.vigie.notification.NotificationNews.DeliveryChanged;
import org.vigie.page.Texts;
import org.vigie.shared.Scope;
import org.vigie.shared.Words;

/**
 * Sends what is planned. A crash between sending and writing that down sends once more, with the same id: at least
 * once, and recognisable.
 */
@Component
class DeliveryWatch {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryWatch.class);
    /** Longer than one sending; after a crash in the middle of one it is how late the next try comes. */
    private static final Duration HOLD = Duration.ofSeconds(30);

    private final Ledger ledger;
    private final Map<String, Channel> channels;
    private final MessageSource messages;
    private final NotificationSettings settings;
    private final ApplicationEventPublisher news;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    DeliveryWatch(
            Ledger ledger,
            List<Channel> channels,
            MessageSource messages,
            NotificationSettings settings,
            ApplicationEventPublisher news,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.ledger = ledger;
        this.channels = channels.stream().collect(Collectors.toMap(Channel::name, Function.identity()));
        this.messages = messages;
        this.settings = settings;
        this.news = news;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    void look() {
        for (List<Planned> due = take(); !due.isEmpty(); due = take()) {
            due.forEach(this::send);
        }
    }

    /** One at a time: those behind a slow one are not held, and come at once when this process is killed. */
    private List<Planned> take() {
        return Scope.across("notification: what is to be sent")
                .call(() -> transaction.execute(status -> ledger.take(clock.instant(), HOLD, 1)));
    }

    private void send(Planned planned) {
        Channel channel = channels.get(planned.channel());
        try {
            if (channel == null) {
                throw new IOException("channel " + planned.channel() + " is not there any more");
            }
            channel.send(message(planned));
            written(planned, "sent", () -> ledger.sent(planned.id(), clock.instant()));
        } catch (IOException failure) {
            Instant again = planned.attempts() >= settings.attempts()
                    ? null
                    : clock.instant().plus(Duration.ofSeconds(10L << Math.min(8, planned.attempts())));
            LOG.warn("Delivery {} by {} failed: {}", planned.id(), planned.channel(), failure.getMessage());
            written(
                    planned,
                    again == null ? "failed" : "planned",
                    () -> ledger.failed(planned.id(), String.valueOf(failure.getMessage()), again));
        }
    }

    private void written(Planned planned, String status, Runnable write) {
        Scope.of(planned.tenant())
                .run(() -> transaction.executeWithoutResult(tx -> {
                    write.run();
                    news.publishEvent(new DeliveryChanged(planned.tenant(), clock.instant(), planned.id(), status));
                }));
    }

    private Message message(Planned planned) {
        return new Message(
                "delivery-" + planned.id(),
                planned.person(),
                planned.address(),
                planned.language(),
                planned.severity(),
                say(planned, planned.subject()),
                say(planned, planned.body()),
                settings.address() + planned.link(),
                planned.plannedAt());
    }

    private String say(Planned planned, Words words) {
        return new Texts(messages, planned.language(), settings.zone()).say(words);
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
