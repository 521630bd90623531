package dev.steward.sandbox;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as the person looking reads them: in their own zone. */
final class PageTimes {

    private static final DateTimeFormatter TIME = format("HH:mm");
    private static final DateTimeFormatter DAY = format("EEEE, d MMMM");
    private static final DateTimeFormatter DAY_AND_YEAR = format("EEEE, d MMMM yyyy");
    private static final DateTimeFormatter WHOLE = format("EEEE, d MMMM yyyy 'at' HH:mm:ss");
    private static final DateTimeFormatter CLOCK = format("EEE d MMM, HH:mm");
    private static final DateTimeFormatter LOCAL = format("yyyy-MM-dd'T'HH:mm");
    private static final DateTimeFormatter SECONDS = format("HH:mm:ss");
    private static final Pattern TOKEN = Pattern.compile("\\{([a-z_]{1,20})}");
    private static final Map<String, DateTimeFormatter> TOKENS = Map.of("date_num", format("yyyy-MM-dd"), "date",
            format("MMMM d, yyyy"), "date_short", format("MMM d, yyyy"), "date_long", format("EEEE, MMMM d, yyyy"),
            "time", TIME, "time_secs", format("HH:mm:ss"), "date_pretty", format("MMMM d, yyyy"), "date_short_pretty",
            format("MMM d, yyyy"), "date_long_pretty", format("EEEE, MMMM d, yyyy"));

    private PageTimes() {}

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }

    /** The moment a message's {@code ts} names; 1970 where it names none. */
    static Instant ofTs(String ts) {
        try {
            return Instant.ofEpochMilli(new BigDecimal(ts).movePointRight(3).longValue());
        } catch (NumberFormatException notATs) {
            return Instant.EPOCH;
        }
    }

    static String time(Instant at, ZoneId zone) {
        return TIME.format(at.atZone(zone));
    }

    static String seconds(Instant at, ZoneId zone) {
        return SECONDS.format(at.atZone(zone));
    }

    static String whole(Instant at, ZoneId zone) {
        return WHOLE.format(at.atZone(zone));
    }

    static String clock(Instant at, ZoneId zone) {
        return CLOCK.format(at.atZone(zone));
    }

    /** With its year, also when that is this one. */
    static String date(Instant at, ZoneId zone) {
        return DAY_AND_YEAR.format(at.atZone(zone));
    }

    static String day(Instant at, Instant now, ZoneId zone) {
        var day = at.atZone(zone);
        return relative(day, now.atZone(zone), (day.getYear() == now.atZone(zone).getYear() ? DAY : DAY_AND_YEAR));
    }

    /** As a {@code datetime-local} field wants it. */
    static String local(long seconds, ZoneId zone) {
        return LOCAL.format(Instant.ofEpochSecond(seconds).atZone(zone));
    }

    private static String relative(ZonedDateTime day, ZonedDateTime today, DateTimeFormatter otherwise) {
        if (day.toLocalDate().equals(today.toLocalDate())) {
            return "Today";
        }
        return day.toLocalDate().equals(today.toLocalDate().minusDays(1)) ? "Yesterday" : otherwise.format(day);
    }

    /** Slack's {@code <!date^seconds^pattern^link|fallback>}, given what follows {@code date^}. */
    static PageHtml date(String token, String fallback, ZoneId zone, PageNames names) {
        var parts = token.split("\\^", 3);
        try {
            var at = Instant.ofEpochSecond(Long.parseLong(parts[0])).atZone(zone);
            var shown = TOKEN.matcher(parts.length > 1 ? parts[1] : "{date}").replaceAll(found -> {
                var format = TOKENS.get(found.group(1));
                return Matcher.quoteReplacement(format == null ? found.group() : format.format(at));
            });
            var text = PageMrkdwn.unescape(shown);
            return parts.length > 2
                    ? PageMrkdwn.anchor(names, PageMrkdwn.unescape(parts[2]), text)
                    : PageHtml.tag("time", "", PageHtml.text(text)).attribute("datetime", at.toInstant().toString());
        } catch (NumberFormatException | DateTimeException notADate) {
            return PageHtml.text(fallback);
        }
    }
}
