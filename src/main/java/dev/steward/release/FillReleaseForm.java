package dev.steward.release;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.initiative.Initiative;
import dev.steward.initiative.InitiativeId;
import dev.steward.initiative.Initiatives;
import dev.steward.policy.Gate;
import dev.steward.policy.Policies;
import dev.steward.release.ReleaseForm.Shown;
import dev.steward.release.WriteRelease.Outcome;
import dev.steward.release.Writings.Writing;
import dev.steward.slack.Actor;
import dev.steward.slack.Modals;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Phrases;
import dev.steward.slack.PlainWords;
import dev.steward.slack.Quoted;
import dev.steward.slack.Reply;
import dev.steward.slack.Reply.Offers.Option;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.OptionsRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.workspace.Area;
import dev.steward.workspace.Areas;
import dev.steward.workspace.Members;
import dev.steward.workspace.WorkspaceId;

/** What happens in the form of a release: it is opened, saved as it is filled in, and submitted. */
@Component
class FillReleaseForm {
    static final String GONE = "There is no such release here any more.";
    private static final String CONTESTED = ":warning: *Somebody else changed this while you wrote.* What only one of you "
            + "changed is joined below. Where you both did, please choose.";
    private static final int SUGGESTED = 20;
    private static final int OPTIONS = 100;
    private static final int OPTION = 75;
    private static final int THEIRS = 1_600;
    /** What others wrote, all together, so that a form never outgrows what Slack takes. */
    private static final int ALL_THEIRS = 8_000;

    private final Writings writings;
    private final WriteRelease write;
    private final CheckReach check;
    private final Releases releases;
    private final Audiences audiences;
    private final Areas areas;
    private final Initiatives initiatives;
    private final Policies policies;
    private final Members members;
    private final ShowPage pages;

    FillReleaseForm(Writings writings, WriteRelease write, CheckReach check, Releases releases, Audiences audiences,
            Areas areas,
            Initiatives initiatives, Policies policies, Members members, ShowPage pages) {
        this.writings = writings;
        this.write = write;
        this.check = check;
        this.releases = releases;
        this.audiences = audiences;
        this.areas = areas;
        this.initiatives = initiatives;
        this.policies = policies;
        this.members = members;
        this.pages = pages;
    }

    /** On an empty form of a new release. */
    Reply begin(Actor actor) {
        return Reply.opens(view(writings.begin(actor.workspace(), actor.user(), Written.NEW), null));
    }

    /** On what the member left, be it of a new release or of one that is there. */
    Reply goOn(Actor actor, UUID writing) {
        return writings.find(actor.workspace(), actor.user(), writing)
                .map(found -> Reply.opens(view(found, left(found))))
                .orElseGet(() -> Reply.says("That is saved already, or was thrown away."));
    }

    /** On a release that is there, with what the member left of an earlier edit. */
    Reply edit(Actor actor, Release release) {
        Writing writing = writings.begin(actor.workspace(), actor.user(), release);
        return Reply.opens(view(writing, writing.worthKeeping() ? left(writing) : notice(release)));
    }

    private String left(Writing writing) {
        String kept = "You wrote this " + Phrases.time(writing.savedAt()) + ", and it is as you left it.";
        return writing.release() == null
                ? kept
                : releases.find(writing.workspace(), writing.release())
                        .filter(release -> release.version() != writing.version())
                        .map(release -> kept + " Somebody else has changed " + release.facts().reference()
                                + " since. Your changes and theirs are joined when you save.")
                        .orElse(kept);
    }

    private @Nullable String notice(Release release) {
        return switch (release.state()) {
            case PLANNED -> release.second() != null
                    ? "It is planned. If you change it, " + release.second().person().mention()
                            + " is asked to look at it again."
                    : "It is planned, and stays so.";
            case PUBLISHED ->
                "It is published. When you save, Steward brings every copy up to date, and each says that it was "
                        + "edited.";
            default -> null;
        };
    }

    /** A field was used: what stands in the form is kept, and what depends on the field is shown. */
    Reply used(ActionRequest request) {
        View view = request.view();
        Optional<FormState> state = view == null ? Optional.empty() : FormState.read(view.getPrivateMetadata());
        if (view == null || state.isEmpty()) {
            return Reply.done();
        }
        Actor actor = request.actor();
        boolean kept = writings.save(actor.workspace(), actor.user(), state.get(),
                ReleaseForm.read(request.values(), view), request.usedAt());
        if (!kept || !ReleaseForm.redraws(request.actionId())) {
            return Reply.done();
        }
        return writings.find(actor.workspace(), actor.user(), state.get().writing())
                .<Reply>map(writing -> new Reply.Updates(view(writing, null))).orElseGet(Reply::done);
    }

    Reply submit(SubmissionRequest sent) {
        Actor actor = sent.actor();
        Optional<FormState> read = FormState.read(sent.privateMetadata());
        if (read.isEmpty()) {
            return Reply.refuses(ReleaseForm.block(Field.TITLE.key(), 0), GONE);
        }
        FormState state = read.get();
        return switch (write.submit(actor, state, ReleaseForm.read(sent.values(), sent.view()))) {
            case Outcome.Saved(var release) -> saved(sent, release);
            case Outcome.Looks looks -> looks(actor, looks);
            case Outcome.Mistaken(var sentences) ->
                new Reply.Refuses(ReleaseForm.mistakes(sentences, state, sent.view()));
            case Outcome.NotAllowed(var field, var sentence) -> new Reply.Refuses(ReleaseForm.mistakes(
                    Map.of(field, PlainWords.of(sentence, user -> members.find(actor.workspace(), user))), state,
                    sent.view()));
            case Outcome.Contested contested -> form(actor, state, CONTESTED);
            case Outcome.Elsewhere elsewhere -> elsewhere(sent, state);
        };
    }

    /** They have looked where their edit goes. */
    Reply looked(SubmissionRequest sent) {
        Actor actor = sent.actor();
        EditAsShown seen = EditForm.read(sent);
        if (seen == null) {
            return new Reply.Updates(Modals.says("Release", GONE));
        }
        return switch (write.looked(actor, seen)) {
            case Outcome.Saved(var release) -> saved(sent, release);
            case Outcome.Looks looks -> looks(actor, looks);
            case Outcome.Mistaken(var sentences) -> form(actor, seen.state(),
                    ":warning: " + Mrkdwn.escape(String.join(" ", sentences.values()), THEIRS));
            case Outcome.NotAllowed(var field, var sentence) -> form(actor, seen.state(), ":warning: " + sentence);
            case Outcome.Contested contested -> form(actor, seen.state(), CONTESTED);
            case Outcome.Elsewhere elsewhere -> new Reply.Updates(releases.find(actor.workspace(), seen.release())
                    .map(release -> pages.of(actor, release,
                            ":warning: You went on with this edit in another window, or saved or threw it away there."))
                    .orElseGet(() -> Modals.says("Release", GONE)));
        };
    }

    /** From the look back to the fields. */
    Reply back(ActionRequest press, EditAsShown seen) {
        return writings.find(press.actor().workspace(), press.actor().user(), seen.writing())
                .<Reply>map(writing -> new Reply.Updates(view(writing, null)))
                .orElseGet(() -> new Reply.Updates(Modals.says("Release",
                        "That is saved already, or was thrown away.")));
    }

    private Reply saved(SubmissionRequest sent, Release release) {
        View page = pages.of(sent.actor(), release);
        return sent.view().getPreviousViewId() == null ? new Reply.Updates(page) : new Reply.Returns(page);
    }

    private Reply looks(Actor actor, Outcome.Looks looks) {
        return new Reply.Updates(PlanForm.looking(looks.release()), () -> EditForm.view(looks,
                audiences.find(actor.workspace(),
                        looks.content().audiences().stream().map(Addressed::audience).toList()),
                check.look(actor, looks.reach(), looks.fresh(), looks.content().changelog())));
    }

    private Reply form(Actor actor, FormState state, String notice) {
        return writings.find(actor.workspace(), actor.user(), state.writing())
                .<Reply>map(writing -> new Reply.Updates(view(writing, notice))).orElseGet(Reply::done);
    }

    /** Nothing that stands in a form is lost because another window was quicker. */
    private Reply elsewhere(SubmissionRequest sent, FormState state) {
        Actor actor = sent.actor();
        Written typed = Written.NOTHING.with(ReleaseForm.read(sent.values(), sent.view()));
        Optional<Writing> found = writings.find(actor.workspace(), actor.user(), state.writing());
        if (found.isPresent()) {
            return Reply.refuses(ReleaseForm.block(Field.TITLE.key(), state.turn()),
                    "You went on with this in another window, which has something newer. Please go on there.");
        }
        Optional<Release> saved = write.submitted(actor, state);
        if (saved.isPresent()) {
            return Reply.refuses(ReleaseForm.block(Field.TITLE.key(), state.turn()),
                    "This is saved already as " + saved.get().facts().reference()
                            + ", from another window. Please open that one to change it.");
        }
        ReleaseId id = state.release();
        Optional<Release> release = id == null ? Optional.empty() : releases.find(actor.workspace(), id);
        Written written = ReleaseForm.withoutChoices(typed);
        Writing anew = release.map(there -> writings.begin(actor.workspace(), actor.user(), there, written))
                .orElseGet(() -> writings.begin(actor.workspace(), actor.user(), written));
        return new Reply.Updates(view(anew, "This was saved or thrown away in another window. What you wrote here is "
                + "still here. Look through it, and save it again."));
    }

    Reply.Offers suggestInitiatives(OptionsRequest request) {
        return new Reply.Offers(initiatives.suggest(request.actor().workspace(), request.typed().strip(), SUGGESTED)
                .stream().map(one -> new Option(ReleaseForm.label(one), one.id().toString())).toList());
    }

    Reply.Offers suggestAreas(OptionsRequest request) {
        String typed = request.typed().strip().toLowerCase(Locale.ROOT);
        return new Reply.Offers(areas.all(request.actor().workspace()).stream()
                .filter(area -> area.name().toLowerCase(Locale.ROOT).contains(typed)).limit(OPTIONS)
                .map(area -> new Option(Mrkdwn.cut(area.name(), OPTION), area.id().toString())).toList());
    }

    Reply.Offers suggestAudiences(OptionsRequest request) {
        String typed = request.typed().strip().toLowerCase(Locale.ROOT);
        return new Reply.Offers(audiences.all(request.actor().workspace()).stream()
                .filter(each -> each.name().toLowerCase(Locale.ROOT).contains(typed)).limit(OPTIONS)
                .map(each -> new Option(Mrkdwn.cut(each.name(), OPTION), each.id().toString())).toList());
    }

    private View view(Writing writing, @Nullable String notice) {
        WorkspaceId workspace = writing.workspace();
        Release release = writing.release() == null
                ? null
                : releases.find(workspace, writing.release()).orElse(null);
        List<Initiative> chosen = initiatives(workspace, writing.written());
        return ReleaseForm.view(new Shown(writing.state(), writing.written(), release, notice, contested(writing),
                audiences.all(workspace), areas.all(workspace), chosen, policies.current(workspace).policy().gates(),
                members.zone(workspace, writing.member())));
    }

    private List<Initiative> initiatives(WorkspaceId workspace, Written written) {
        List<InitiativeId> ids = CheckWritten.ids(written.all(Field.INITIATIVES), InitiativeId::new);
        Map<InitiativeId, Initiative> found = ids.isEmpty() ? Map.of() : initiatives.find(workspace, ids);
        return ids.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    private Map<String, String> contested(Writing writing) {
        Map<String, String> theirs = new LinkedHashMap<>();
        int most = Math.min(THEIRS, ALL_THEIRS / Math.max(1, writing.contested().size()));
        writing.contested().forEach(key -> theirs.put(key, said(writing, key, most)));
        return theirs;
    }

    private String said(Writing writing, String key, int most) {
        Written theirs = writing.base();
        String text = theirs.text(key);
        if (key.equals(Field.WHEN.key())) {
            return "> " + when(writing.workspace(), theirs);
        }
        if (key.equals(Field.AREA.key())) {
            text = areas.all(writing.workspace()).stream().filter(each -> each.id().toString().equals(theirs.text(key)))
                    .map(Area::name).findFirst().orElse("");
        }
        if (key.equals(Field.TIER.key())) {
            text = "Tier " + text;
        }
        return text.isEmpty() ? "> _nothing_" : Quoted.block(text, most);
    }

    private String when(WorkspaceId workspace, Written theirs) {
        return switch (theirs.text(Field.WHEN)) {
            case Written.TIMED -> theirs.text(Field.AT).matches("\\d{1,11}")
                    ? Phrases.time(java.time.Instant.ofEpochSecond(Long.parseLong(theirs.text(Field.AT))))
                    : "At a time";
            case Written.GATED -> "When " + policies.current(workspace).policy().gate(theirs.text(Field.GATE))
                    .map(Gate::title).map(Phrases::bold).orElse("a gate") + " approves";
            default -> "As soon as somebody publishes it";
        };
    }
}
