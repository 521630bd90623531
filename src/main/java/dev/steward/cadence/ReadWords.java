package dev.steward.cadence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.steward.cadence.CheckDraft.Field;
import dev.steward.cadence.Draft.Turns;
import dev.steward.schedule.AfterDowntime;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;

/**
 * Reads what follows {@code /cadence new}: {@code "Roadmap review" every other Tuesday 10:00 in #product with @pms}. Each part is taken
 * out wherever it stands; what is left has to say when, and where no title stood in quotation marks, begins with it.
 */
final class ReadWords {
    private static final Pattern QUOTED = Pattern.compile("[\"“”„]([^\"“”„]*)[\"“”„]");
    private static final Pattern ASKING = Pattern
            .compile("(?i)\\basking:? ((?:[\"“”„][^\"“”„]*[\"“”„](?:,? and |[, ]+)?)+)");
    private static final Pattern ABOUT = Pattern.compile("(?i)\\b(?:about|area) [\"“”„]([^\"“”„]*)[\"“”„]");
    private static final String MEMBER = "<@([A-Z0-9]+)>";
    private static final String MEMBERS = MEMBER + "(?:(?:,? and |[, ]+)<@[A-Z0-9]+>)*";
    private static final Pattern FACILITATED = Pattern.compile(
            "(?i)\\b(?:facilitated|led|moderated) by (?:(everybody|everyone)(?: in turn)?|" + MEMBERS
                    + "(?: in turn)?)");
    private static final Pattern MENTION = Pattern
            .compile("(?i)(?:\\bwith )?(?:\\band )?<(?:@([A-Z0-9]+)|!subteam\\^([A-Z0-9]+))>");
    private static final Pattern CHANNEL = Pattern.compile("(?i)(?:\\bin |\\bto )?<#([A-Z0-9]+)>");
    private static final Pattern TYPED_CHANNEL = Pattern.compile("(?i)(?:\\bin |\\bto )?(?<!\\S)#([\\p{L}\\d_-]+)");
    private static final Pattern TYPED_NAME = Pattern.compile("(?i)(?:\\bwith )?(?:\\band )?(?<!\\S)@(\\S.*)");
    private static final String LEAD = "\\d{1,2} ?(?:m|min|mins|minutes?|h|hours?|d|days?|working days?)";
    private static final Pattern AGENDA = Pattern.compile("(?i)\\bagenda (?:posted )?(" + LEAD + ") before\\b");
    private static final Pattern PRE_READ = Pattern.compile("(?i)\\bpre-?read(?:ing)? (" + LEAD + ") before\\b");
    private static final Pattern NO_PRE_READ = Pattern.compile("(?i)\\b(?:no|without) pre-?read(?:ing)?\\b");
    private static final Pattern REMINDERS = Pattern.compile(
            "(?i)\\b(?:reminders?|reminded) (" + LEAD + "(?:(?:,? and |, )" + LEAD + ")*) before\\b");
    private static final Pattern NO_REMINDERS = Pattern.compile("(?i)\\b(?:no|without) reminders?\\b");
    private static final Pattern MISSED = Pattern.compile("(?i)\\bif missed,? (?:(skip(?:ped)?)|(?:held )?up to ("
            + Length.WORDS + ") late|((?:hold|held) one for all))");
    private static final Pattern LENGTH = Pattern.compile("(?i)\\bfor (" + Length.WORDS + ")(?= |,|$)");
    private static final Pattern WRITTEN = Pattern.compile("(?i)(?<![\\p{L}-])(?:written|in writing)(?![\\p{L}-])");
    private static final Pattern MEETING = Pattern.compile("(?i)(?<![\\p{L}-])meeting(?![\\p{L}-])");
    private static final Pattern FROM = Pattern.compile("(?i)\\s*(?:[,;]|\\band\\b)?\\s*$");
    private static final Map<String, Template> ALSO = Map.of("retro", Template.RETROSPECTIVE, "weekly update",
            Template.WEEKLY_UPDATE, "customer insight review", Template.CUSTOMER_INSIGHT_REVIEW, "launch review",
            Template.LAUNCH_READINESS, "update", Template.WEEKLY_UPDATE);

    private final Known known;
    private final Map<Field, String> unclear = new EnumMap<>(Field.class);
    private String rest;

    private ReadWords(String typed, Known known) {
        this.rest = typed.replaceAll("\\s+", " ").strip();
        this.known = known;
    }

    /** What Steward knows of the workspace, and of whoever typed. */
    interface Known {
        /** Where they are; null in direct messages. */
        @Nullable
        ChannelId here();

        java.time.ZoneId zone();

        /** Whether words say when something recurs. */
        boolean recurs(String words);

        /** Whoever, or whichever group, is called so at the beginning of what was typed behind an @. */
        Optional<Named> named(String typed);

        Optional<AreaId> area(String name);

        /** What stood in quotation marks, with names where people were mentioned. */
        default String plain(String quoted) {
            return quoted;
        }
    }

    /** Somebody, or a group. @param length how many characters the name takes */
    record Named(@Nullable UserId member, @Nullable String group, int length) {}

    /**
     * What was understood.
     *
     * @param unclear a sentence for each part that was not: plain text
     */
    record Read(Draft draft, Map<Field, String> unclear) {}

    static Read read(String typed, Known known) {
        return new ReadWords(typed, known).read();
    }

    private Read read() {
        Optional<String> asking = take(ASKING).map(found -> found.group(1));
        Optional<String> area = take(ABOUT).map(found -> found.group(1));
        Optional<String> title = take(QUOTED).map(found -> known.plain(found.group(1)).strip())
                .filter(said -> !said.isEmpty());
        boolean quoted = title.isPresent();
        Template template = template();
        List<UserId> facilitators = new ArrayList<>();
        Turns turns = facilitated(facilitators);
        People people = people();
        ChannelId channel = channel();
        Optional<Lead> agenda = take(AGENDA).flatMap(found -> Lead.parse(found.group(1)));
        Optional<Lead> preRead = take(PRE_READ).flatMap(found -> Lead.parse(found.group(1)));
        boolean noPreRead = take(NO_PRE_READ).isPresent();
        Optional<List<Lead>> reminders = take(REMINDERS).map(found -> leads(found.group(1)))
                .or(() -> take(NO_REMINDERS).map(found -> List.of()));
        Optional<AfterDowntime> missed = take(MISSED).map(ReadWords::missed);
        Optional<Duration> length = take(LENGTH).flatMap(found -> Length.parse(found.group(1)));
        Optional<Boolean> written = take(WRITTEN).map(found -> true)
                // "Team meeting every Monday" is a title
                .or(() -> quoted ? take(MEETING).map(found -> false) : Optional.empty());
        rest = rest.replaceAll("^[\\s,;]+|[\\s,;]+$", "").replaceAll("(?:\\s*,)+", ",");
        if (title.isEmpty()) {
            title = titleBefore();
        }
        if (template == null) {
            template = title.flatMap(ReadWords::called)
                    .orElse(written.orElse(false) ? Template.WEEKLY_UPDATE : Template.BLANK);
        }
        Draft usual = Draft.of(template, known.zone(), channel);
        boolean inWriting = template == Template.BLANK ? written.orElse(false) : template.written();
        usual = usual.written(inWriting);
        AreaId about = area.flatMap(known::area).orElse(null);
        if (area.isPresent() && about == null) {
            unclear.put(Field.AREA, "There is no area “" + area.get() + "”.");
        }
        if (rest.isEmpty()) {
            unclear.put(Field.WHEN, "Say when: for example “every other Tuesday at 10:00”.");
        }
        return new Read(new Draft(template, inWriting, title.orElse(usual.title()), rest, known.zone(), channel, people,
                turns, facilitators, length.orElse(usual.duration()), agenda.orElse(usual.agendaLead()),
                noPreRead ? null : preRead.orElse(usual.preRead()), reminders.orElse(usual.reminders()), about, null,
                missed.orElse(usual.afterDowntime()),
                asking.map(ReadWords::lines).map(known::plain).orElse(usual.questions())), unclear);
    }

    /** What stands before the words that say when, where those are understood without it. */
    private Optional<String> titleBefore() {
        if (rest.isEmpty() || known.recurs(rest)) {
            return Optional.empty();
        }
        for (int space = rest.indexOf(' '); space > 0; space = rest.indexOf(' ', space + 1)) {
            String when = rest.substring(space + 1).strip();
            if (known.recurs(when)) {
                String before = rest.substring(0, space).replaceAll("[,:;]+$", "").strip();
                rest = when;
                return Optional.of(before);
            }
        }
        return Optional.empty();
    }

    private @Nullable Template template() {
        for (String name : names()) {
            Optional<MatchResult> found = take(
                    Pattern.compile("(?i)\\bas (?:an? |the )?" + Pattern.quote(name) + "(?=[\\s,;]|$)"));
            if (found.isPresent()) {
                return called(name).orElseThrow();
            }
        }
        return null;
    }

    private static List<String> names() {
        return Stream.concat(Stream.of(Template.values()).map(each -> each.title().toLowerCase(Locale.ROOT)),
                ALSO.keySet().stream()).sorted(Comparator.comparing(String::length).reversed()).toList();
    }

    private static Optional<Template> called(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        return Stream.of(Template.values()).filter(each -> each.title().toLowerCase(Locale.ROOT).equals(key))
                .findFirst()
                .or(() -> Optional.ofNullable(ALSO.get(key)));
    }

    private Turns facilitated(List<UserId> facilitators) {
        Optional<MatchResult> found = take(FACILITATED);
        if (found.isEmpty() || found.get().group(1) != null) {
            return Turns.EVERYBODY;
        }
        Pattern.compile(MEMBER).matcher(found.get().group()).results()
                .forEach(each -> facilitators.add(new UserId(each.group(1))));
        return facilitators.size() == 1 ? Turns.ONE : Turns.THESE;
    }

    private People people() {
        List<UserId> members = new ArrayList<>();
        List<String> groups = new ArrayList<>();
        for (Optional<MatchResult> found = take(MENTION); found.isPresent(); found = take(MENTION)) {
            if (found.get().group(1) == null) {
                groups.add(found.get().group(2));
            } else {
                members.add(new UserId(found.get().group(1)));
            }
        }
        for (Matcher typed = TYPED_NAME.matcher(rest); typed.find(); typed = TYPED_NAME.matcher(rest)) {
            String name = typed.group(1);
            Optional<Named> named = known.named(name);
            if (named.isEmpty()) {
                String word = name.split("[\\s,;]", 2)[0];
                unclear.put(Field.MEMBERS, "I do not know “@" + word
                        + "”. Choose people and groups from the list Slack shows as you type @.");
                without(typed.start(), typed.start(1) + word.length());
            } else {
                UserId member = named.get().member();
                if (member == null) {
                    groups.add(Objects.requireNonNull(named.get().group()));
                } else {
                    members.add(member);
                }
                without(typed.start(), typed.start(1) + named.get().length());
            }
        }
        return new People(members.stream().distinct().toList(), groups.stream().distinct().toList());
    }

    private @Nullable ChannelId channel() {
        Optional<MatchResult> found = take(CHANNEL);
        if (found.isPresent()) {
            if (CHANNEL.matcher(rest).find()) {
                unclear.put(Field.CHANNEL, "Name one channel, not several.");
            }
            return new ChannelId(found.get().group(1));
        }
        Optional<MatchResult> typed = take(TYPED_CHANNEL);
        if (typed.isPresent()) {
            unclear.put(Field.CHANNEL, "I do not know “#" + typed.get().group(1)
                    + "”. Choose the channel from the list Slack shows as you type #.");
            return null;
        }
        return known.here();
    }

    private static List<Lead> leads(String said) {
        return Pattern.compile("(?i)" + LEAD).matcher(said).results().map(MatchResult::group).map(Lead::parse)
                .flatMap(Optional::stream).distinct().toList();
    }

    private static AfterDowntime missed(MatchResult found) {
        if (found.group(1) != null) {
            return new AfterDowntime.Skip();
        }
        return found.group(2) == null
                ? new AfterDowntime.Coalesce()
                : new AfterDowntime.RunLate(Length.parse(found.group(2)).orElse(Draft.TOLERANCE));
    }

    private static String lines(String quoted) {
        return String.join("\n", QUOTED.matcher(quoted).results().map(found -> found.group(1).strip())
                .filter(each -> !each.isEmpty()).toList());
    }

    private Optional<MatchResult> take(Pattern pattern) {
        Matcher matcher = pattern.matcher(rest);
        if (!matcher.find()) {
            return Optional.empty();
        }
        MatchResult found = matcher.toMatchResult();
        without(found.start(), found.end());
        return Optional.of(found);
    }

    /** Also without the comma or the "and" that led to it. */
    private void without(int start, int end) {
        String before = FROM.matcher(rest.substring(0, start)).replaceFirst("");
        rest = (before + " " + rest.substring(end).strip()).replaceAll(" +", " ").replace(" ,", ",").strip();
    }
}
