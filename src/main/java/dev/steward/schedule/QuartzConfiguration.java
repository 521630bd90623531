package dev.steward.schedule;

import java.time.Duration;

import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.steward.background.BackgroundWorker;

/** The one trigger that Quartz has: it wakes the sweep. Its settings are in application.properties. */
@Configuration(proxyBeanMethods = false)
class QuartzConfiguration {
    private static final Duration SWEEP_EVERY = Duration.ofSeconds(1);

    @Bean
    JobDetail sweepJob() {
        return JobBuilder.newJob(SweepJob.class).withIdentity("sweep").storeDurably().build();
    }

    @Bean
    BackgroundWorker clockWorker(ClockCheck clocks) {
        return new BackgroundWorker("check the clock", Duration.ZERO, ClockCheck.EVERY, () -> {
            clocks.check();
            return BackgroundWorker.Next.LATER;
        });
    }

    /** One that was missed needs not be made up for: the next one sees to all. */
    @Bean
    Trigger sweepTrigger(JobDetail sweepJob) {
        return TriggerBuilder.newTrigger().withIdentity("sweep").forJob(sweepJob)
                .withSchedule(SimpleScheduleBuilder.simpleSchedule().repeatForever()
                        .withIntervalInMilliseconds(SWEEP_EVERY.toMillis())
                        .withMisfireHandlingInstructionNextWithRemainingCount())
                .build();
    }
}
