package dev.steward.release;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.release.Preview.Look;
import dev.steward.release.SteerForm.Verb;
import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.PlainWords;
import dev.steward.slack.Press;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;

/**
 * What people press on the page of a release. Who presses is known from the signed request, and what they may from the
 * release as it is now.
 */
@Component
class ReleaseActions implements SlackFeature {
    private static final String TESTED = ":test_tube: A test is on its way to your direct messages with Steward.";

    private final Releases releases;
    private final ChangeRelease changes;
    private final WhatChanged changed;
    private final FillReleaseForm form;
    private final ShowPage pages;
    private final ShowRelease show;
    private final ShowHistory histories;
    private final SendTest tests;
    private final Reaches reaches;
    private final Members members;

    ReleaseActions(Releases releases, ChangeRelease changes, WhatChanged changed, FillReleaseForm form, ShowPage pages,
            ShowRelease show,
            ShowHistory histories, SendTest tests, Reaches reaches, Members members) {
        this.releases = releases;
        this.changes = changes;
        this.changed = changed;
        this.form = form;
        this.pages = pages;
        this.show = show;
        this.histories = histories;
        this.tests = tests;
        this.reaches = reaches;
        this.members = members;
    }

    @Override
    public List<Route> routes() {
        return List.of(on(ReleasePage.OPEN, this::open), on(ReleasePage.EDIT, this::edit),
                on(ReleasePage.PREVIEW, this::preview),
                Preview.AS.route(Access.MEMBERS, this::previewAs), Preview.TEST.route(Access.MEMBERS, this::testAs),
                new Route.Action(Preview.PRETEND, Access.MEMBERS, press -> Reply.done()),
                on(ReleasePage.TEST, this::test),
                ReleasePage.CALL_BACK.route(Access.MEMBERS, this::callBack),
                ReleasePage.DISCARD.route(Access.MEMBERS, this::discard),
                on(ReleasePage.RETRACT, asks(Verb.RETRACT)), on(ReleasePage.HAND_OVER, asks(Verb.HAND_OVER)),
                on(ReleasePage.SECOND, asks(Verb.SECOND)),
                new Route.Submission(SteerForm.CALLBACK, Access.MEMBERS, this::asked),
                on(ReleasePage.HISTORY, (press, release) -> Reply.opens(histories.of(release, 0))));
    }

    /** What a press does to a release that is there. */
    @FunctionalInterface
    private interface Pressed {
        Reply answer(ActionRequest press, Release release);
    }

    private Route on(Press<ReleaseId> button, Pressed pressed) {
        return button.route(Access.MEMBERS, (press, id) -> releases.find(press.actor().workspace(), id)
                .map(release -> pressed.answer(press, release))
                .orElseGet(() -> Reply.says(press, FillReleaseForm.GONE)));
    }

    private Reply open(ActionRequest press, Release release) {
        return Reply.opens(pages.of(press.actor(), release));
    }

    private Reply edit(ActionRequest press, Release release) {
        Optional<String> why = mayEdit(press.actor(), release);
        return why.isPresent() ? refused(press, release.facts().id(), why.get()) : form.edit(press.actor(), release);
    }

    private static Optional<String> mayEdit(Actor actor, Release release) {
        if (release.state() == State.RETRACTED || release.state() == State.DISCARDED) {
            return Optional.of("It was " + release.state().word() + ", so there is nothing to change any more.");
        }
        return release.mayEdit(actor.user(), actor.role())
                ? Optional.empty()
                : Optional.of("Only " + release.owner().mention()
                        + ", whom they let edit it, ops people and admins can do that.");
    }

    private Reply preview(ActionRequest press, Release release) {
        return Reply.opens(preview(press.actor(), release, looks(press.actor(), release).getFirst(), null));
    }

    private View preview(Actor actor, Release release, Look look, @Nullable String said) {
        return Preview.view(release, looks(actor, release), look, show.preview(release, look.audience()), said);
    }

    private List<Look> looks(Actor actor, Release release) {
        ReleasePage.Shown shown = pages.shown(actor, release, null);
        return Preview.looks(release, reaches.of(actor.workspace(), release.content()), shown.audiences());
    }

    private Reply previewAs(ActionRequest press, Preview.Claim claim) {
        return look(press, claim,
                (release, look) -> new Reply.Updates(preview(press.actor(), release, look, null)));
    }

    private Reply testAs(ActionRequest press, Preview.Claim claim) {
        return look(press, claim, (release, look) -> {
            tests.send(release, look, press.actor().user(), press.key());
            return new Reply.Updates(preview(press.actor(), release, look, TESTED));
        });
    }

    /** What is done with one look at a release. */
    @FunctionalInterface
    private interface Looked {
        Reply answer(Release release, Look look);
    }

    private Reply look(ActionRequest press, Preview.Claim claim, Looked looked) {
        return releases.find(press.actor().workspace(), claim.release()).map(release -> {
            List<Look> looks = looks(press.actor(), release);
            return looked.answer(release, looks.stream()
                    .filter(each -> Objects.equals(each.audience(), claim.audience())).findFirst()
                    .orElse(looks.getFirst()));
        }).orElseGet(() -> Reply.says(press, FillReleaseForm.GONE));
    }

    private Reply test(ActionRequest press, Release release) {
        tests.send(release, looks(press.actor(), release).getFirst(), press.actor().user(), press.key());
        return press.view() == null ? Reply.says(TESTED) : new Reply.Updates(pages.of(press.actor(), release, TESTED));
    }

    private Reply callBack(ActionRequest press, ReleaseVersion shown) {
        Actor actor = press.actor();
        return change(press, shown, (now, around) -> now.callBack(actor.user(), actor.role(), around.now()));
    }

    private Reply discard(ActionRequest press, ReleaseVersion shown) {
        Actor actor = press.actor();
        return change(press, shown, (now, around) -> now.discard(actor.user(), actor.role(), around.now()));
    }

    private Reply change(ActionRequest press, ReleaseVersion shown, ChangeRelease.Change change) {
        try {
            Release now = changes.change(press.actor().workspace(), shown.release(), changed.since(shown, change));
            return press.view() == null ? Reply.done() : new Reply.Updates(pages.of(press.actor(), now));
        } catch (Refused refused) {
            return refused(press, shown.release(), refused.sentence());
        }
    }

    /** Opens the form, unless what it asks would be for nothing. */
    private Pressed asks(Verb verb) {
        return (press, release) -> {
            Actor actor = press.actor();
            return allowed(verb, actor, release)
                    ? Reply.opens(SteerForm.view(verb, release))
                    : refused(press, release.facts().id(), changes.refusal(actor.workspace(), release.facts().id(),
                            verb(verb, actor.user().value(), actor)).orElse(FillReleaseForm.GONE));
        };
    }

    private static boolean allowed(Verb verb, Actor actor, Release release) {
        return switch (verb) {
            case RETRACT -> release.state() == State.PUBLISHED && release.mayEdit(actor.user(), actor.role());
            case SECOND -> release.state() == State.PLANNED && release.mayEdit(actor.user(), actor.role());
            case HAND_OVER -> actor.role().atLeast(Role.OPS) || actor.user().equals(release.owner());
        };
    }

    private Reply asked(SubmissionRequest sent) {
        Actor actor = sent.actor();
        Optional<SteerForm.Said> read = SteerForm.read(sent);
        if (read.isEmpty()) {
            return Reply.refuses(SteerForm.FIELD, FillReleaseForm.GONE);
        }
        Verb verb = read.get().about().verb();
        ReleaseVersion shown = read.get().about().shown();
        String said = read.get().said();
        if (verb != Verb.RETRACT && said.isEmpty()) {
            return Reply.refuses(SteerForm.FIELD, "Please choose somebody.");
        }
        try {
            Release now = changes.change(actor.workspace(), shown.release(),
                    changed.since(shown, verb(verb, said, actor)));
            return sent.view().getPreviousViewId() == null ? Reply.done() : back(sent, now);
        } catch (Refused.LookAgain again) {
            return releases.find(actor.workspace(), shown.release())
                    .<Reply>map(now -> new Reply.Updates(
                            SteerForm.view(verb, now, ":warning: " + again.sentence(), said)))
                    .orElseGet(() -> Reply.refuses(SteerForm.FIELD, FillReleaseForm.GONE));
        } catch (Refused refused) {
            return Reply.refuses(SteerForm.FIELD, plain(refused, actor));
        }
    }

    private static ChangeRelease.Change verb(Verb verb, String said, Actor actor) {
        return switch (verb) {
            case RETRACT -> (release, around) -> release.retract(actor.user(), actor.role(), said, around.now());
            case HAND_OVER -> (release, around) -> release.handOver(actor.user(), actor.role(), new UserId(said),
                    around.now());
            case SECOND -> (release, around) -> release.askOther(actor.user(), actor.role(), new UserId(said),
                    around.now());
        };
    }

    private Reply back(SubmissionRequest sent, Release release) {
        var page = pages.of(sent.actor(), release);
        return sent.view().getPreviousViewId() == null ? new Reply.Updates(page) : new Reply.Returns(page);
    }

    /** Beside a field Slack shows plain text: names instead of mentions. */
    private String plain(Refused refused, Actor actor) {
        return PlainWords.of(refused.sentence(), user -> members.find(actor.workspace(), user));
    }

    /** A button that cannot be pressed any more stands on a page that missed something: it shows what is now, and why. */
    private Reply refused(ActionRequest press, ReleaseId id, String why) {
        return press.view() == null
                ? Reply.says(why)
                : releases.find(press.actor().workspace(), id)
                        .<Reply>map(now -> new Reply.Updates(pages.of(press.actor(), now, ":warning: " + why)))
                        .orElseGet(() -> Reply.says(press, why));
    }
}
