package dev.steward.cadence;

import static com.slack.api.model.block.composition.BlockCompositions.option;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.slack.api.model.block.composition.OptionObject;
import org.jspecify.annotations.Nullable;

import dev.steward.cadence.CheckDraft.Field;
import dev.steward.cadence.Draft.Turns;
import dev.steward.schedule.AfterDowntime;
import dev.steward.schedule.OnHoliday;
import dev.steward.slack.Claims;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;

/** What can be chosen in the form of a cadence, and a draft as what its fields hold. */
final class FormChoices {
    static final String AS_SAID = "said";
    private static final String NONE = "none";
    private static final String SKIP = "skip";
    private static final String ONE_FOR_ALL = "one";
    private static final int OFFERED = 100;
    static final List<OptionObject> HOLIDAYS = List.of(option(plainText("As said above"), AS_SAID),
            option(plainText("It takes place all the same"), OnHoliday.RUN.name()),
            option(plainText("It is left out"), OnHoliday.SKIP.name()),
            option(plainText("It moves to the working day before"), OnHoliday.PREVIOUS_WORKING_DAY.name()),
            option(plainText("It moves to the next working day"), OnHoliday.NEXT_WORKING_DAY.name()));
    private static final List<Duration> LENGTHS = minutes(15, 30, 45, 60, 90, 120, 180, 240, 420, 480, 1440, 2880);
    private static final List<Lead> AHEAD = List.of(Lead.hours(1), Lead.hours(4), Lead.days(1), Lead.days(2),
            Lead.days(3), Lead.days(5));
    private static final List<Lead> REMINDERS = List.of(Lead.minutes(5), Lead.minutes(10), Lead.minutes(30),
            Lead.hours(1), Lead.hours(3), Lead.days(1));
    private static final List<Duration> LATE = minutes(30, 60, 120, 240, 1440);

    private FormChoices() {}

    private static List<Duration> minutes(int... minutes) {
        return java.util.Arrays.stream(minutes).mapToObj(Duration::ofMinutes).toList();
    }

    /** Whether its agenda fills itself with things that belong to areas. */
    static boolean heedsArea(Template template) {
        return switch (template) {
            case ROADMAP_REVIEW, DECISION_REVIEW, LAUNCH_READINESS, CUSTOMER_INSIGHT_REVIEW -> true;
            case RETROSPECTIVE, WEEKLY_UPDATE, BLANK -> false;
        };
    }

    static OptionObject length(Duration length) {
        return option(plainText(Length.words(length)), length.toString());
    }

    static OptionObject agenda(Lead lead) {
        return option(plainText(lead.amount() == 0 ? "When it starts" : lead.words() + " before"), write(lead));
    }

    static OptionObject preRead(@Nullable Lead lead) {
        return lead == null
                ? option(plainText("No"), NONE)
                : option(plainText("Yes, until " + lead.words() + " before"), write(lead));
    }

    static OptionObject reminder(Lead lead) {
        return option(plainText(lead.amount() == 0 ? "When it starts" : lead.words() + " before"), write(lead));
    }

    static List<OptionObject> missed(AfterDowntime now) {
        List<Duration> late = new ArrayList<>(LATE);
        if (now instanceof AfterDowntime.RunLate(Duration tolerance) && !late.contains(tolerance)) {
            late.add(tolerance);
        }
        return Stream.concat(Stream.of(option(plainText("It is skipped"), SKIP)),
                Stream.concat(late.stream().sorted()
                        .map(each -> option(plainText("It is held late, up to " + Length.words(each)),
                                write(new AfterDowntime.RunLate(each)))),
                        Stream.of(option(plainText("One is held for all that were missed"), ONE_FOR_ALL))))
                .toList();
    }

    static String write(AfterDowntime rule) {
        return switch (rule) {
            case AfterDowntime.Skip() -> SKIP;
            case AfterDowntime.RunLate(Duration tolerance) -> tolerance.toString();
            case AfterDowntime.Coalesce() -> ONE_FOR_ALL;
        };
    }

    private static String write(Lead lead) {
        return lead.amount() + switch (lead.unit()) {
            case MINUTES -> "m";
            case HOURS -> "h";
            case DAYS -> "d";
        };
    }

    // --- what is offered while somebody types

    static List<OptionObject> lengths(String typed) {
        return offered(typed, LENGTHS.stream().map(FormChoices::length),
                Length.parse(typed).map(FormChoices::length));
    }

    static List<OptionObject> agendas(String typed) {
        return offered(typed, Stream.concat(Stream.of(Lead.minutes(0)), AHEAD.stream()).map(FormChoices::agenda),
                Lead.parse(typed).map(FormChoices::agenda));
    }

    static List<OptionObject> preReads(String typed) {
        return offered(typed, Stream.concat(Stream.of(preRead(null)), AHEAD.stream().map(FormChoices::preRead)),
                Lead.parse(typed).filter(lead -> lead.amount() > 0).map(FormChoices::preRead));
    }

    static List<OptionObject> reminders(String typed) {
        return offered(typed, REMINDERS.stream().map(FormChoices::reminder),
                Lead.parse(typed).filter(lead -> lead.amount() > 0).map(FormChoices::reminder));
    }

    /** What was typed first, if it is one; then those of the usual ones that contain it. */
    private static List<OptionObject> offered(String typed, Stream<OptionObject> usual, Optional<OptionObject> said) {
        String words = typed.strip().toLowerCase(Locale.ROOT);
        Stream<OptionObject> fitting = usual
                .filter(each -> each.getText().getText().toLowerCase(Locale.ROOT).contains(words));
        Map<String, OptionObject> all = new LinkedHashMap<>();
        Stream.concat(said.stream(), fitting).forEach(each -> all.putIfAbsent(each.getValue(), each));
        return all.values().stream().limit(OFFERED).toList();
    }

    // --- a draft as fields, and back

    static Map<String, List<String>> fields(Draft draft) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        fields.put(CadenceForm.TEMPLATE, List.of(draft.template().name()));
        fields.put(CadenceForm.KIND, List.of(draft.written() ? "written" : "meeting"));
        fields.put(Field.TITLE.key(), some(draft.title()));
        fields.put(Field.WHEN.key(), some(draft.when()));
        fields.put(CadenceForm.ZONE, List.of(draft.zone().getId()));
        fields.put(Field.CHANNEL.key(), draft.channel() == null ? List.of() : List.of(draft.channel().value()));
        fields.put(Field.MEMBERS.key(), draft.people().members().stream().map(UserId::value).toList());
        fields.put(Field.GROUPS.key(), draft.people().groups());
        fields.put(CadenceForm.TURNS, List.of(draft.turns().name()));
        fields.put(Field.FACILITATORS.key(), draft.facilitators().stream().map(UserId::value).toList());
        fields.put(Field.DURATION.key(), List.of(draft.duration().toString()));
        fields.put(CadenceForm.AGENDA, List.of(write(draft.agendaLead())));
        fields.put(CadenceForm.PRE_READ, List.of(draft.preRead() == null ? NONE : write(draft.preRead())));
        fields.put(Field.REMINDERS.key(), draft.reminders().stream().map(FormChoices::write).toList());
        fields.put(Field.AREA.key(), draft.area() == null ? List.of() : List.of(draft.area().toString()));
        fields.put(CadenceForm.HOLIDAYS, List.of(draft.onHoliday() == null ? AS_SAID : draft.onHoliday().name()));
        fields.put(CadenceForm.MISSED, List.of(write(draft.afterDowntime())));
        fields.put(Field.QUESTIONS.key(), some(draft.questions()));
        return fields;
    }

    private static List<String> some(String text) {
        return text.isEmpty() ? List.of() : List.of(text);
    }

    /** What fields hold, as far as it is anything that was offered; else what is usual. */
    static Draft draft(Map<String, List<String>> fields, ZoneId otherwise) {
        Template template = one(fields, CadenceForm.TEMPLATE).flatMap(FormChoices::template).orElse(Template.BLANK);
        boolean written = template == Template.BLANK
                ? one(fields, CadenceForm.KIND).filter("written"::equals).isPresent()
                : template.written();
        Draft usual = Draft.of(template, otherwise, null).written(written);
        Turns turns = one(fields, CadenceForm.TURNS).flatMap(FormChoices::turns).orElse(Turns.EVERYBODY);
        List<String> facilitators = turns == Turns.ONE && fields.containsKey(CadenceForm.ONE)
                ? fields.getOrDefault(CadenceForm.ONE, List.of())
                : fields.getOrDefault(Field.FACILITATORS.key(), List.of());
        ZoneId zone = one(fields, CadenceForm.ZONE).flatMap(FormChoices::zone).orElse(otherwise);
        return new Draft(template, written, one(fields, Field.TITLE.key()).orElse(""),
                one(fields, Field.WHEN.key()).orElse("").strip(), zone,
                one(fields, Field.CHANNEL.key()).filter(CheckDraft::channel).map(ChannelId::new).orElse(null),
                new People(people(fields.getOrDefault(Field.MEMBERS.key(), List.of())),
                        fields.getOrDefault(Field.GROUPS.key(), List.of())),
                turns, people(facilitators),
                one(fields, Field.DURATION.key()).flatMap(FormChoices::duration).orElse(usual.duration()),
                one(fields, CadenceForm.AGENDA).flatMap(Lead::parse).orElse(usual.agendaLead()),
                fields.containsKey(CadenceForm.PRE_READ)
                        ? one(fields, CadenceForm.PRE_READ).flatMap(Lead::parse).orElse(null)
                        : usual.preRead(),
                fields.containsKey(Field.REMINDERS.key())
                        ? fields.getOrDefault(Field.REMINDERS.key(), List.of()).stream().map(Lead::parse)
                                .flatMap(Optional::stream).distinct().toList()
                        : usual.reminders(),
                one(fields, Field.AREA.key()).flatMap(Claims::id).map(AreaId::new).orElse(null),
                one(fields, CadenceForm.HOLIDAYS).flatMap(FormChoices::holiday).orElse(null),
                one(fields, CadenceForm.MISSED).map(FormChoices::missed).orElse(usual.afterDowntime()),
                String.join("\n", fields.getOrDefault(Field.QUESTIONS.key(), List.of())));
    }

    private static Optional<String> one(Map<String, List<String>> fields, String key) {
        return fields.getOrDefault(key, List.of()).stream().findFirst();
    }

    private static List<UserId> people(List<String> ids) {
        return ids.stream().map(UserId::new).distinct().toList();
    }

    static Optional<Template> template(String name) {
        return Stream.of(Template.values()).filter(each -> each.name().equals(name)).findFirst();
    }

    private static Optional<Turns> turns(String name) {
        return Stream.of(Turns.values()).filter(each -> each.name().equals(name)).findFirst();
    }

    private static Optional<OnHoliday> holiday(String name) {
        return Stream.of(OnHoliday.values()).filter(each -> each.name().equals(name)).findFirst();
    }

    private static Optional<ZoneId> zone(String id) {
        try {
            return Optional.of(ZoneId.of(id));
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> duration(String text) {
        try {
            Duration duration = Duration.parse(text);
            return duration.isPositive() && duration.compareTo(Length.LONGEST) <= 0
                    ? Optional.of(duration)
                    : Optional.empty();
        } catch (java.time.format.DateTimeParseException foreign) {
            return Optional.empty();
        }
    }

    private static AfterDowntime missed(String value) {
        return switch (value) {
            case SKIP -> new AfterDowntime.Skip();
            case ONE_FOR_ALL -> new AfterDowntime.Coalesce();
            default -> new AfterDowntime.RunLate(duration(value).orElse(Draft.TOLERANCE));
        };
    }
}
