package org.vigie.alerting;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How often this room looks for what is due. */
@Configuration(proxyBeanMethods = false)
class AlertingJobs {

    @Bean
    RecurringTask<Void> muteWatchJob(MuteWatch watch) {
        return Tasks.recurring("alerting.mute-watch", FixedDelay.ofSeconds(5)).execute((job, context) -> watch.look());
    }

    @Bean
    RecurringTask<Void> acknowledgementWatchJob(AcknowledgementWatch watch) {
        return Tasks.recurring("alerting.acknowledgement-watch", FixedDelay.ofSeconds(10))
                .execute((job, context) -> watch.look());
    }
}
