package dev.steward.schedule;

import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** The job that Quartz runs every second, on one instance: it wakes the sweep. */
class SweepJob implements Job {
    private final Alarm alarm;

    SweepJob(Alarm alarm) {
        this.alarm = alarm;
    }

    @Override
    public void execute(JobExecutionContext context) {
        alarm.ring();
    }
}
