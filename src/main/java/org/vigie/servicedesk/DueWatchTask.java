package org.vigie.servicedesk;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Runs the watch on due instants: a second after it ended, or sooner when something is due sooner. */
@Configuration(proxyBeanMethods = false)
class DueWatchTask {
    static final Duration AT_MOST = Duration.ofSeconds(1);
    static final Duration AT_LEAST = Duration.ofMillis(50);

    @Bean
    RecurringTask<Void> dueInstants(DueWatch watch) {
        return Tasks.recurring("servicedesk-due-instants", new NextDue(watch))
                .execute((instance, context) -> watch.fireDue());
    }

    record NextDue(DueWatch watch) implements Schedule {
        @Override
        public Instant getNextExecutionTime(ExecutionComplete last) {
            return next(last.getTimeDone(), watch.next());
        }

        static Instant next(Instant done, Optional<Instant> due) {
            Instant latest = done.plus(AT_MOST);
            Instant earliest = done.plus(AT_LEAST);
            return due.filter(at -> at.isBefore(latest))
                    .map(at -> at.isBefore(earliest) ? earliest : at)
                    .orElse(latest);
        }

        @Override
        public boolean isDeterministic() {
            return false;
        }
    }
}
