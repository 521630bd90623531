package dev.steward.cadence;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import com.slack.api.model.block.composition.OptionObject;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.cadence.CadenceForm.Shown;
import dev.steward.cadence.CheckDraft.Checked;
import dev.steward.cadence.CheckDraft.Field;
import dev.steward.cadence.FormMemory.Changes;
import dev.steward.schedule.HolidayCalendar;
import dev.steward.schedule.Occurrence;
import dev.steward.schedule.Recurrence;
import dev.steward.schedule.RecurrenceAnswer;
import dev.steward.schedule.RecurrenceAnswer.NotUnderstood;
import dev.steward.schedule.RecurrenceAnswer.Understood;
import dev.steward.schedule.RecurrenceSentence;
import dev.steward.schedule.WorkspaceHolidays;
import dev.steward.schedule.Zones;
import dev.steward.slack.Actor;
import dev.steward.slack.Modals;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.PlainWords;
import dev.steward.slack.Reply;
import dev.steward.slack.Reply.Offers.Option;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.OptionsRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.workspace.Areas;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserGroups;
import dev.steward.workspace.UserGroups.UserGroup;
import dev.steward.workspace.WorkspaceId;

/** What happens in the form of a cadence: it is opened, filled in, and submitted. */
@Component
class FillCadenceForm {
    static final String GONE = "That review is gone meanwhile.";
    private static final int OFFERED = 100;
    private static final int OPTION = 75;
    private static final int SENTENCE = 1_500;

    private final CheckDraft check;
    private final CreateCadence create;
    private final ChangeCadence changes;
    private final SaveChange save;
    private final CadenceLookup lookup;
    private final PreviewCadence previews;
    private final ShowCadence pages;
    private final Members members;
    private final UserGroups groups;
    private final Areas areas;
    private final WorkspaceHolidays holidays;
    private final Clock clock;

    FillCadenceForm(CheckDraft check, CreateCadence create, ChangeCadence changes, SaveChange save,
            CadenceLookup lookup,
            PreviewCadence previews, ShowCadence pages, Members members, UserGroups groups,
            Areas areas, WorkspaceHolidays holidays, Clock clock) {
        this.check = check;
        this.create = create;
        this.changes = changes;
        this.save = save;
        this.lookup = lookup;
        this.previews = previews;
        this.pages = pages;
        this.members = members;
        this.groups = groups;
        this.areas = areas;
        this.holidays = holidays;
        this.clock = clock;
    }

    /** For a new one. @param here where they are; null where that is no channel */
    Reply begin(Actor actor, @Nullable ChannelId here) {
        return begin(actor, Draft.of(Template.ROADMAP_REVIEW, zone(actor), here), null);
    }

    /** For a new one that words have filled in. @param notice mrkdwn: what was unclear */
    Reply begin(Actor actor, Draft draft, @Nullable String notice) {
        return Reply.opens(view(actor, draft,
                new FormMemory(0, draft.template(), draft.written(), false, Map.of(), Optional.empty()), null, null,
                notice));
    }

    /** On one that is there. Pushed where its button stands in a modal. */
    Reply change(Actor actor, Cadence cadence) {
        Optional<String> refusal = changes.refusal(actor.workspace(), cadence.facts().id(),
                (found, now) -> found.change(actor.user(), actor.role(), found.rules(), now));
        if (refusal.isPresent()) {
            return Reply.opens(Modals.says(cadence.facts().reference().toString(), refusal.get()));
        }
        Draft draft = Draft.of(cadence.rules(), words(actor.workspace(), cadence.rules().recurrence()));
        return Reply.opens(view(actor, draft,
                new FormMemory(0, draft.template(), draft.written(), false, Map.of(),
                        Optional.of(new Changes(cadence.facts().id(), save.mark(cadence)))),
                cadence, null, null));
    }

    private ZoneId zone(Actor actor) {
        return members.zone(actor.workspace(), actor.user());
    }

    /** Without the zone, which has a field of its own. */
    private String words(WorkspaceId workspace, Recurrence recurrence) {
        String said = RecurrenceSentence.of(Following.rule(recurrence), holidays.of(workspace));
        return said.substring(0, said.lastIndexOf(", "));
    }

    /** A field was used, or the button that shows the others. */
    Reply redraw(ActionRequest request) {
        View view = request.view();
        Optional<FormMemory> found = view == null ? Optional.empty() : FormMemory.read(view.getPrivateMetadata());
        if (view == null || found.isEmpty()) {
            return Reply.done();
        }
        Actor actor = request.actor();
        FormMemory memory = found.get();
        Map<String, List<String>> fields = CadenceForm.read(request.values(), view, memory);
        Optional<Cadence> existing = existing(actor, memory);
        if (memory.change().isPresent() && existing.isEmpty()) {
            return new Reply.Updates(Modals.says("Review", GONE));
        }
        Draft draft = FormChoices.draft(fields, zone(actor));
        String used = request.actionId();
        if (used.equals(CadenceForm.TOGGLE.actionId())) {
            memory = memory.more(CadenceForm.TOGGLE.read(request.value()).orElse(memory.more()));
        } else if (used.equals(CadenceForm.action(CadenceForm.SUGGESTED)) && request.value() != null) {
            draft = draft.when(request.value());
            memory = memory.filledAnew(draft);
        } else if (draft.template() != memory.before() || draft.written() != memory.written()) {
            draft = before(fields, memory, actor).from(draft.template())
                    .written(draft.template() == memory.before() ? draft.written() : draft.template().written());
            memory = memory.filledAnew(draft);
        }
        return new Reply.Updates(view(actor, draft, memory, existing.orElse(null), from(fields), null));
    }

    /** What stood in the form while it was of the other template, or kind. */
    private Draft before(Map<String, List<String>> fields, FormMemory memory, Actor actor) {
        Map<String, List<String>> then = new LinkedHashMap<>(fields);
        then.put(CadenceForm.TEMPLATE, List.of(memory.before().name()));
        then.put(CadenceForm.KIND, List.of(memory.written() ? "written" : "meeting"));
        return FormChoices.draft(then, zone(actor));
    }

    private Optional<Cadence> existing(Actor actor, FormMemory memory) {
        return memory.change().flatMap(change -> lookup.find(actor, change.cadence()));
    }

    private static @Nullable String from(Map<String, List<String>> fields) {
        return fields.getOrDefault(Field.FROM.key(), List.of()).stream().findFirst().orElse(null);
    }

    /** When it takes place: as before where nobody said otherwise, else from the chosen occurrence on. */
    private RecurrenceAnswer when(WorkspaceId workspace, Draft draft, @Nullable Cadence existing,
            @Nullable String from) {
        if (existing == null) {
            return check.when(workspace, draft);
        }
        Recurrence before = existing.rules().recurrence();
        boolean same = draft.when().equals(words(workspace, before)) && draft.zone().equals(before.zone())
                && (draft.onHoliday() == null || draft.onHoliday() == before.onHoliday());
        if (same) {
            return new Understood(before, false);
        }
        Instant now = clock.instant();
        List<Occurrence> choices = Following.choices(before, holidays.of(workspace), now);
        if (choices.isEmpty()) {
            return check.when(workspace, draft);
        }
        Occurrence chosen = from == null
                ? choices.getFirst()
                : Following.chosen(choices, from).orElse(choices.getFirst());
        return check.when(workspace, draft,
                Following.begins(choices, chosen, before, now)) instanceof Understood(Recurrence other, boolean assumed)
                        ? new Understood(Following.with(other, choices, chosen), assumed)
                        : check.when(workspace, draft, now);
    }

    private View view(Actor actor, Draft draft, FormMemory memory, @Nullable Cadence existing, @Nullable String from,
            @Nullable String notice) {
        WorkspaceId workspace = actor.workspace();
        String rhythm;
        String preview = null;
        switch (when(workspace, draft, existing, from)) {
            case Understood(Recurrence recurrence, boolean assumed) -> {
                rhythm = "*" + Mrkdwn.escape(
                        RecurrenceSentence.of(Following.rule(recurrence), holidays.of(workspace)), 500) + "*"
                        + (assumed ? "\nNo time was said, so it is 09:00." : "");
                var lines = previews.of(workspace, draft, recurrence, existing, PreviewCadence.IN_FORM);
                preview = lines.isEmpty()
                        ? "Nothing is to come: that is over already."
                        : "*The next ones*\n" + previews.shortly(lines, recurrence.zone(), zone(actor));
            }
            case NotUnderstood unclear -> rhythm = draft.when().isBlank()
                    ? "Say when, in your own words. The next ones show here."
                    : ":warning: " + Mrkdwn.escape(unclear.sentence(), SENTENCE);
        }
        List<UserGroup> chosen = draft.people().groups().stream().map(id -> groups.find(workspace, id))
                .flatMap(Optional::stream).toList();
        return CadenceForm.view(new Shown(memory, draft,
                existing == null ? null : existing.facts().reference().toString(), notice, rhythm, preview, chosen,
                areas.all(workspace), choices(workspace, existing), from));
    }

    private Map<String, String> choices(WorkspaceId workspace, @Nullable Cadence existing) {
        Map<String, String> choices = new LinkedHashMap<>();
        if (existing != null) {
            Recurrence recurrence = existing.rules().recurrence();
            LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), recurrence.zone());
            for (Occurrence each : Following.choices(recurrence, holidays.of(workspace), clock.instant())) {
                String day = Previews.day(each.local(), now);
                choices.put(each.planned().toString(), choices.isEmpty() ? "From the next one, " + day : "From " + day);
            }
        }
        return choices;
    }

    Reply submit(SubmissionRequest sent) {
        Optional<FormMemory> memory = FormMemory.read(sent.privateMetadata());
        return memory.map(known -> submit(sent, known))
                .orElseGet(() -> new Reply.Updates(Modals.says("Review", "Please open the form anew.")));
    }

    private Reply submit(SubmissionRequest sent, FormMemory memory) {
        Actor actor = sent.actor();
        WorkspaceId workspace = actor.workspace();
        Optional<Cadence> existing = existing(actor, memory);
        if (memory.change().isPresent() && existing.isEmpty()) {
            return new Reply.Updates(Modals.says("Review", GONE));
        }
        Map<String, List<String>> fields = CadenceForm.read(sent.values(), sent.view(), memory);
        Draft draft = FormChoices.draft(fields, zone(actor));
        Map<Field, String> mistakes = new LinkedHashMap<>();
        String from = from(fields);
        HolidayCalendar days = holidays.of(workspace);
        if (existing.isPresent() && from != null && Following.chosen(
                Following.choices(existing.get().rules().recurrence(), days, clock.instant()), from).isEmpty()) {
            mistakes.put(Field.FROM, "That one is over, or gone. Choose another one.");
        }
        Checked checked = check.check(actor, draft, when(workspace, draft, existing.orElse(null), from),
                existing.map(cadence -> cadence.rules().channel()).orElse(null));
        mistakes.putAll(checked.mistakes());
        Rules rules = checked.rules();
        if (!mistakes.isEmpty() || rules == null) {
            return mistaken(sent, memory, draft, existing.orElse(null), from, mistakes);
        }
        if (existing.isEmpty()) {
            Cadence created = create.create(workspace, sent.key(), actor.user(), rules);
            return new Reply.Updates(pages.of(actor, created,
                    ":white_check_mark: It is set up. " + rules.channel().link() + " is told."));
        }
        try {
            Cadence changed = save.change(actor, memory.change().orElseThrow(), rules);
            View page = pages.of(actor, changed, ":white_check_mark: Saved.");
            return sent.view().getPreviousViewId() == null ? new Reply.Updates(page) : new Reply.Returns(page);
        } catch (Outdated outdated) {
            Cadence now = existing(actor, memory).orElse(existing.get());
            return new Reply.Updates(view(actor, draft, memory.marked(save.mark(now)), now, from, ":warning: "
                    + outdated.sentence() + " Yours is below. Save once more to put it in place of theirs."));
        } catch (Refused refused) {
            return Reply.refuses(CadenceForm.block(Field.TITLE.key(), memory.turn()),
                    PlainWords.of(refused.sentence(), user -> members.find(workspace, user)));
        }
    }

    /** At its field each; where one of the fields is not shown, the form shows all of them, and says it on top. */
    private Reply mistaken(SubmissionRequest sent, FormMemory memory, Draft draft, @Nullable Cadence existing,
            @Nullable String from, Map<Field, String> mistakes) {
        Map<String, String> shown = CadenceForm.mistakes(mistakes, memory, sent.view());
        return shown.isEmpty()
                ? new Reply.Updates(view(sent.actor(), draft, memory.more(true), existing, from,
                        ":warning: " + Mrkdwn.escape(String.join(" ", mistakes.values()), SENTENCE)))
                : new Reply.Refuses(shown);
    }

    // --- what is offered while somebody types

    Reply.Offers suggestZones(OptionsRequest request) {
        return new Reply.Offers(
                Zones.like(request.typed(), OFFERED).stream().map(id -> new Option(id, id)).toList());
    }

    /** Both what a meeting and what a written one takes: a request for options does not say which it is. */
    Reply.Offers suggestLengths(OptionsRequest request) {
        return offers(FormChoices.lengths(request.typed()));
    }

    Reply.Offers suggestGroups(OptionsRequest request) {
        String typed = request.typed().strip().toLowerCase(java.util.Locale.ROOT).replaceFirst("^@", "");
        return offers(groups.all(request.actor().workspace()).stream()
                .filter(group -> (group.handle() + " " + group.name()).toLowerCase(java.util.Locale.ROOT)
                        .contains(typed))
                .limit(OFFERED).map(CadenceForm::group).toList());
    }

    Reply.Offers suggestAreas(OptionsRequest request) {
        String typed = request.typed().strip().toLowerCase(java.util.Locale.ROOT);
        return new Reply.Offers(areas.all(request.actor().workspace()).stream()
                .filter(area -> area.name().toLowerCase(java.util.Locale.ROOT).contains(typed)).limit(OFFERED)
                .map(area -> new Option(Mrkdwn.cut(area.name(), OPTION), area.id().toString())).toList());
    }

    static Reply.Offers offers(List<OptionObject> options) {
        return new Reply.Offers(options.stream()
                .map(each -> new Option(Objects.requireNonNull(each.getText()).getText(), each.getValue())).toList());
    }
}
