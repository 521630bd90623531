package dev.steward.release;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * A release as the changelog tells of it, to people who may know nobody here: in the usual words, without channels, members,
 * initiatives or feedback.
 *
 * @param title  as typed, on one line
 * @param edited when it was last said otherwise; when it was published, if never
 */
record Told(UUID id, String title, String version, int tier, Instant published, Instant edited, List<Part> parts) {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);

    /**
     * One of the things it says.
     *
     * @param label empty for what changed
     * @param html  harmless, see {@link Prose#html}
     */
    record Part(String label, String html) {}

    /** Those of a month, newest first. */
    record Month(String name, List<Told> releases) {}

    static Told of(Release release, Instant published, Instant edited) {
        Content content = release.content();
        List<Part> parts = new ArrayList<>();
        part(parts, "", content.changed());
        part(parts, "Why it matters", content.why());
        part(parts, "Who is affected", content.affected());
        part(parts, "What you need to do", content.action());
        return new Told(release.facts().id().value(), line(content.title()), line(content.version()), content.tier(),
                published, edited, List.copyOf(parts));
    }

    private static void part(List<Part> parts, String label, String markdown) {
        if (!markdown.isBlank()) {
            parts.add(new Part(label, Prose.html(markdown)));
        }
    }

    static String line(String typed) {
        return Prose.clean(typed).replaceAll("\\s+", " ").strip();
    }

    /** Where it stands on its page. */
    public String anchor() {
        return "r-" + id;
    }

    public boolean major() {
        return tier == 1;
    }

    /** {@code 21 November 2026}, as it was in UTC: who reads it is anywhere. */
    public String day() {
        return DAY.format(date());
    }

    private LocalDate date() {
        return LocalDate.ofInstant(published, ZoneOffset.UTC);
    }

    /** Grouped by month, in their order. */
    static List<Month> byMonth(List<Told> all) {
        List<Month> months = new ArrayList<>();
        for (Told each : all) {
            String name = MONTH.format(each.date());
            if (months.isEmpty() || !months.getLast().name().equals(name)) {
                months.add(new Month(name, new ArrayList<>()));
            }
            months.getLast().releases().add(each);
        }
        return months;
    }
}
