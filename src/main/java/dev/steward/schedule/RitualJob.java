package dev.steward.schedule;

/**
 * The job of the trigger that each ritual had in earlier versions. It wakes the sweep and nothing else, which finds for itself what is due.
 * It stays under this name, because an instance of such a version may run beside this one and add triggers, which any instance runs.
 */
class RitualJob extends SweepJob {
    RitualJob(Alarm alarm) {
        super(alarm);
    }
}
