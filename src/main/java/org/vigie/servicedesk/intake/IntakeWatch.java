package org.vigie.servicedesk.intake;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How often the desk looks for mail that came. */
@Configuration(proxyBeanMethods = false)
class IntakeWatch {
    @Bean
    RecurringTask<Void> intakeWatchJob(Intake intake) {
        return Tasks.recurring("servicedesk.intake-watch", FixedDelay.ofSeconds(1))
                .execute((job, context) -> intake.look());
    }
}
