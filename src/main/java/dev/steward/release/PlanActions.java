package dev.steward.release;

import java.util.List;
import java.util.Optional;

import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.Modals;
import dev.steward.slack.PlainWords;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.workspace.Members;

/** Publishing: one look at where a release goes, and then it goes as it was looked at, or the look is shown anew. */
@Component
class PlanActions implements SlackFeature {
    private final Releases releases;
    private final ChangeRelease changes;
    private final CheckReach check;
    private final WhatChanged changed;
    private final Reaches reaches;
    private final ShowPage pages;
    private final OpenTasks openTasks;
    private final Members members;

    PlanActions(Releases releases, ChangeRelease changes, CheckReach check, WhatChanged changed, Reaches reaches,
            ShowPage pages, OpenTasks openTasks, Members members) {
        this.releases = releases;
        this.changes = changes;
        this.check = check;
        this.changed = changed;
        this.reaches = reaches;
        this.pages = pages;
        this.openTasks = openTasks;
        this.members = members;
    }

    @Override
    public List<Route> routes() {
        return List.of(PlanForm.OPEN.route(Access.MEMBERS, this::open),
                PlanForm.LOOK.route(Access.MEMBERS, this::lookAgain),
                new Route.Submission(PlanForm.CALLBACK, Access.MEMBERS, this::planned));
    }

    private Reply open(ActionRequest press, ReleaseId id) {
        Actor actor = press.actor();
        Optional<Release> found = releases.find(actor.workspace(), id);
        if (found.isEmpty()) {
            return Reply.says(press, FillReleaseForm.GONE);
        }
        Release release = found.get();
        // whether a second person is needed, and who, the form asks
        Optional<String> why = changes.refusal(actor.workspace(), id, (now, around) -> now.plan(actor.user(),
                actor.role(), around.reach(now.content()), Integer.MAX_VALUE, null, around.now()));
        if (why.isPresent()) {
            return press.view() == null
                    ? Reply.says(why.get())
                    : new Reply.Updates(pages.of(actor, release, ":warning: " + why.get()));
        }
        return new Reply.Opens(PlanForm.looking(release), () -> look(actor, id, null));
    }

    private Reply lookAgain(ActionRequest press, ReleaseId id) {
        return releases.find(press.actor().workspace(), id)
                .<Reply>map(release -> new Reply.Updates(PlanForm.looking(release),
                        () -> look(press.actor(), id, null)))
                .orElseGet(() -> Reply.says(press, FillReleaseForm.GONE));
    }

    /** Asks Slack: never within a transaction. */
    private View look(Actor actor, ReleaseId id, @Nullable String notice) {
        Optional<Release> found = releases.find(actor.workspace(), id);
        if (found.isEmpty()) {
            return Modals.says("Release", FillReleaseForm.GONE);
        }
        Release release = found.get();
        if (release.state() != State.DRAFT) {
            return pages.of(actor, release);
        }
        ReleasePage.Shown shown = pages.shown(actor, release, null);
        return PlanForm.view(shown, reaches.wide(),
                check.look(actor, shown.reach(), release.content().changelog()),
                openTasks.warning(release).orElse(null), notice);
    }

    private Reply planned(SubmissionRequest sent) {
        Actor actor = sent.actor();
        PlanForm.Said said = PlanForm.read(sent);
        ReleaseAsShown seen = said.shown();
        Optional<Release> found = Optional.ofNullable(seen)
                .flatMap(each -> releases.find(actor.workspace(), each.release()));
        if (seen == null || found.isEmpty()) {
            return Reply.refuses(PlanForm.SECOND, FillReleaseForm.GONE);
        }
        try {
            Release now = changes.change(actor.workspace(), seen.release(), (each, around) -> {
                Reach goes = around.reach(each.content());
                if (each.state() == State.DRAFT) {
                    changed.none(seen, each, goes);
                    check.mayGo(actor, goes);
                }
                each.plan(actor.user(), actor.role(), goes, around.wide(), said.second(), around.now());
            });
            View page = pages.of(actor, now);
            return sent.view().getPreviousViewId() == null ? new Reply.Updates(page) : new Reply.Returns(page);
        } catch (Refused.LookAgain again) {
            return new Reply.Updates(PlanForm.looking(found.get()),
                    () -> look(actor, seen.release(), ":warning: " + again.sentence()));
        } catch (Refused refused) {
            return Reply.refuses(PlanForm.SECOND,
                    PlainWords.of(refused.sentence(), user -> members.find(actor.workspace(), user)));
        }
    }
}
