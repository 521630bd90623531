package dev.steward.schedule;

import java.time.Duration;

/** How much working time: so many working days, or so much time at work. Never negative. */
public sealed interface WorkingAmount {
    static WorkingAmount days(int days) {
        return new Days(days);
    }

    static WorkingAmount hours(long hours) {
        return new Time(Duration.ofHours(hours));
    }

    /** The same time on a later working day. */
    record Days(int days) implements WorkingAmount {
        public Days {
            if (days < 0) {
                throw new IllegalArgumentException("Working days are counted forwards: " + days);
            }
        }

        @Override
        public String toString() {
            return days == 1 ? "1 working day" : days + " working days";
        }
    }

    /** Time that passes while the person works. */
    record Time(Duration time) implements WorkingAmount {
        public Time {
            if (time.isNegative()) {
                throw new IllegalArgumentException("Working time is counted forwards: " + time);
            }
        }

        @Override
        public String toString() {
            long minutes = time.toMinutes();
            if (minutes % 60 != 0) {
                return minutes + (minutes == 1 ? " working minute" : " working minutes");
            }
            return minutes / 60 + (minutes == 60 ? " working hour" : " working hours");
        }
    }
}
