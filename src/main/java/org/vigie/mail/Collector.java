package org.vigie.mail;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** Sees to it that every mailbox is read by one node, each in a thread of its own: one that hangs holds up no other. */
@Component
class Collector implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);
    private static final Duration STEP = Duration.ofSeconds(2);
    private static final Duration LEASE_STEP = Duration.ofSeconds(20);

    private final Mailboxes mailboxes;
    private final Arrivals arrivals;
    private final AccessTokens tokens;
    private final MailCheck check;
    private final WaysOut ways;
    private final MailSettings settings;
    private final InstantSource clock;
    private final boolean starts;
    private final String node = UUID.randomUUID().toString();
    private final Map<Long, Collecting> running = new HashMap<>();
    private volatile @Nullable Thread thread;

    Collector(
            Mailboxes mailboxes,
            Arrivals arrivals,
            AccessTokens tokens,
            MailCheck check,
            WaysOut ways,
            MailSettings settings,
            InstantSource clock,
            @Value("${vigie.jobs.enabled:true}") boolean starts) {
        this.mailboxes = mailboxes;
        this.arrivals = arrivals;
        this.tokens = tokens;
        this.check = check;
        this.ways = ways;
        this.settings = settings;
        this.clock = clock;
        this.starts = starts;
    }

    @Override
    public boolean isAutoStartup() {
        return starts;
    }

    @Override
    public void start() {
        thread = Thread.ofVirtual().name("mailboxes").start(this::look);
    }

    private void look() {
        long renewed = 0;
        try {
            while (true) {
                boolean renews = System.nanoTime() - renewed > LEASE_STEP.toNanos();
                renewed = renews ? System.nanoTime() : renewed;
                try {
                    settle(renews);
                } catch (RuntimeException unavailable) {
                    LOG.warn("The mailboxes are looked at again: {}", unavailable.toString());
                }
                TimeUnit.MILLISECONDS.sleep(STEP.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Those that are wanted and not read yet begin; those that are not, or were changed, end. */
    private void settle(boolean renews) {
        List<Mailbox> all = mailboxes.all();
        ways.known(all);
        if (renews) {
            check.seen(all, mailboxes.health(), clock.instant());
        }
        Map<Long, Mailbox> wanted =
                all.stream().filter(Mailbox::active).collect(Collectors.toMap(Mailbox::id, Function.identity()));
        running.entrySet().removeIf(one -> {
            Mailbox box = wanted.get(one.getKey());
            boolean stays = box != null
                    && box.version() == one.getValue().box.version()
                    && (!renews || mailboxes.hold(box, node, Collecting.LEASE));
            if (!stays) {
                one.getValue().stop();
            }
            return !stays;
        });
        wanted.forEach((id, box) -> {
            if (!running.containsKey(id) && mailboxes.hold(box, node, Collecting.LEASE)) {
                var collecting = new Collecting(box, mailboxes, arrivals, tokens, settings, clock);
                running.put(id, collecting);
                Thread.ofVirtual().name("mailbox-" + box.key()).start(collecting);
            }
        });
    }

    @Override
    public void stop() {
        Thread one = thread;
        thread = null;
        if (one == null) {
            return;
        }
        one.interrupt();
        try {
            one.join(STEP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running.values().forEach(Collecting::stop);
        running.clear();
        try {
            mailboxes.letGo(node);
        } catch (RuntimeException unavailable) {
            LOG.warn("Other nodes take the mailboxes over later: {}", unavailable.toString());
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(MailSettings.class)
    static class Configured {}
}
