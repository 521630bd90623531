package dev.steward.schedule;

import java.util.Optional;
import java.util.function.Function;

/**
 * What is said about holidays.
 *
 * @param weekendsToo whether it is meant for weekends as well
 */
record HolidayWords(OnHoliday onHoliday, boolean weekendsToo) {
    private static final String DAYS = "(?:on )?(?:public )?holidays( (?:and|or)(?: on)? weekends)?";
    private static final String NEXT = "(?:moved to )?(?:the )?(?:next working day|working day after)";
    private static final String PREVIOUS = "(?:moved to )?(?:the )?(?:previous working day|working day before)";

    /** Takes it out of what was said, by a function that answers the group of a pattern. */
    static Optional<HolidayWords> take(Function<String, Optional<String>> one) {
        return one.apply("((?:except|skip|skipping|not|but not) " + DAYS + ")").map(said -> said(OnHoliday.SKIP, said))
                .or(() -> one.apply("(" + DAYS + " " + NEXT + ")").map(said -> said(OnHoliday.NEXT_WORKING_DAY, said)))
                .or(() -> one.apply("(" + DAYS + " " + PREVIOUS + ")")
                        .map(said -> said(OnHoliday.PREVIOUS_WORKING_DAY, said)))
                .or(() -> one.apply("(" + DAYS + " as well)").map(said -> said(OnHoliday.RUN, said)))
                .or(() -> one.apply("(or " + NEXT + ")")
                        .map(said -> new HolidayWords(OnHoliday.NEXT_WORKING_DAY, true)))
                .or(() -> one.apply("(or " + PREVIOUS + ")")
                        .map(said -> new HolidayWords(OnHoliday.PREVIOUS_WORKING_DAY, true)));
    }

    private static HolidayWords said(OnHoliday what, String said) {
        return new HolidayWords(what, said.contains("weekends"));
    }

    /** What {@link #take} understands. */
    String said() {
        String days = "on holidays" + (weekendsToo ? " and weekends" : "");
        return switch (onHoliday) {
            case RUN -> days + " as well";
            case SKIP -> "except " + days;
            case NEXT_WORKING_DAY -> days + " the next working day";
            case PREVIOUS_WORKING_DAY -> days + " the working day before";
        };
    }
}
