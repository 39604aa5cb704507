package org.vigie.response;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How often this room looks for what is due. */
@Configuration(proxyBeanMethods = false)
class ResponseJobs {

    @Bean
    RecurringTask<Void> stabilisationWatchJob(StabilisationWatch watch) {
        return Tasks.recurring("response.stabilisation-watch", FixedDelay.ofSeconds(1))
                .execute((job, context) -> watch.look());
    }

    @Bean
    RecurringTask<Void> mailboxWatchJob(MailboxWatch watch) {
        return Tasks.recurring("response.mailbox-watch", FixedDelay.ofSeconds(30))
                .execute((job, context) -> watch.look());
    }
}
