package dev.steward.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Set;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import dev.steward.slack.Reply.Offers.Option;

class RestDaysTest {
    @Property(tries = 100)
    void whatIsWrittenIsReadAgain(@ForAll Set<DayOfWeek> weekend, @ForAll boolean somewhere, @ForAll boolean region) {
        var days = weekend.isEmpty() ? EnumSet.noneOf(DayOfWeek.class) : EnumSet.copyOf(weekend);
        var rest = new RestDays(somewhere ? "by" : null, somewhere && region ? "by/mu" : null, days);

        assertThat(RestDays.CODEC.read(RestDays.CODEC.encode(rest))).contains(rest);
    }

    @Test
    void namesThatBeginSoComeFirstAndNothingIsAChoice() {
        var names = new LinkedHashMap<String, String>();
        names.put("nl", "Netherlands");
        names.put("at", "Austria");
        names.put("ne", "New Land");
        names.put("la", "Landia");

        assertThat(HolidayForm.offered(names, "The whole country", " LAND ")).extracting(Option::label)
                .containsExactly("Landia", "Netherlands", "New Land");
        assertThat(HolidayForm.offered(names, "The whole country", "")).extracting(Option::value)
                .containsExactly(HolidayForm.NONE, "nl", "at", "ne", "la");
    }
}
