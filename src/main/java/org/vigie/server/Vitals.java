package org.vigie.server;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.vigie.shared.SelfCheck;
import org.vigie.shared.SelfCheck.Finding;
import org.vigie.shared.Words;

/**
 * Looks after Vigie itself and tells each change in the log, in the language of whoever started it. On a thread of its
 * own: jobs need the database, which may be what is away.
 */
@Component
class Vitals implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Vitals.class);
    private static final Duration BETWEEN = Duration.ofSeconds(2);

    private final List<SelfCheck> checks;
    private final Speech speech = Speech.of(System.getenv());
    private final Map<String, SelfCheck.State> known = new HashMap<>();
    private volatile @Nullable Thread thread;

    Vitals(List<SelfCheck> checks) {
        this.checks = List.copyOf(checks);
    }

    @Override
    public void start() {
        // The field first: the thread ends itself when it finds it empty.
        Thread begun = Thread.ofVirtual().name("vitals").unstarted(this::lookUntilStopped);
        thread = begun;
        begun.start();
    }

    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void lookUntilStopped() {
        while (thread != null) {
            try {
                Thread.sleep(BETWEEN);
            } catch (InterruptedException e) {
                return;
            }
            checks.forEach(this::look);
        }
    }

    private void look(SelfCheck check) {
        Finding finding = check.look();
        SelfCheck.State before = known.put(check.part(), finding.state());
        if (finding.state() == before || thread == null) {
            return;
        }
        Words why = finding.why();
        switch (finding.state()) {
            case UP -> {
                if (before != null) {
                    LOG.warn(speech.say("health.well-again", speech.say("health.part." + check.part())));
                }
            }
            case WARNING -> LOG.warn(say(why));
            case DOWN -> LOG.error(say(why));
        }
    }

    private String say(@Nullable Words why) {
        return why == null ? "" : speech.say(why.code(), why.args().toArray());
    }
}
