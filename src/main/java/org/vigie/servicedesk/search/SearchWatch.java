package org.vigie.servicedesk.search;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How often tickets of before are made searchable, and new words are learnt. */
@Configuration(proxyBeanMethods = false)
class SearchWatch {
    @Bean
    RecurringTask<Void> searchWatchJob(CatchingUp catchingUp, KnownWords known) {
        return Tasks.recurring("servicedesk.search-watch", FixedDelay.ofSeconds(5))
                .execute((job, context) -> {
                    catchingUp.all();
                    while (known.learn()) {
                        // until none is left
                    }
                });
    }
}
