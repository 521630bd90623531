package dev.steward.release;

import java.util.List;

import org.springframework.stereotype.Component;

import dev.steward.slack.Access;
import dev.steward.slack.Claims;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.workspace.Role;

/** What an owner does with a draft that arrived from outside. A button says which release, and no more. */
@Component
class IntakeActions implements SlackFeature {
    private static final String GONE = "There is no such release here any more.";

    private final Releases releases;
    private final ChangeRelease changes;
    private final ShowPage pages;

    IntakeActions(Releases releases, ChangeRelease changes, ShowPage pages) {
        this.releases = releases;
        this.changes = changes;
        this.pages = pages;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route.Action(IntakeCard.OPEN, Access.MEMBERS,
                        press -> on(press, (pressed, release) -> Reply.opens(pages.of(pressed.actor(), release)))),
                new Route.Action(IntakeCard.DISCARD, Access.MEMBERS, press -> on(press, this::discard)),
                new Route.Action(IntakeCard.TAKE_OVER, Access.MEMBERS, press -> on(press, this::takeOver)));
    }

    /** What a press does to a release that is there. */
    @FunctionalInterface
    private interface Pressed {
        Reply answer(ActionRequest press, Release release);
    }

    private Reply on(ActionRequest press, Pressed pressed) {
        if (press.actor().outsider()) {
            return Reply.says(ReleaseCommands.OUTSIDER);
        }
        return Claims.id(press.value()).flatMap(id -> releases.find(press.actor().workspace(), new ReleaseId(id)))
                .map(found -> pressed.answer(press, found)).orElseGet(() -> Reply.says(GONE));
    }

    private Reply discard(ActionRequest press, Release shown) {
        return change(press, shown, (release, around) -> release.discard(press.actor().user(), press.actor().role(),
                around.now()));
    }

    private Reply takeOver(ActionRequest press, Release shown) {
        if (!press.actor().role().atLeast(Role.OPS)) {
            return Reply.says("Only ops people and admins can take it over.");
        }
        return change(press, shown, (release, around) -> release.handOver(press.actor().user(), press.actor().role(),
                press.actor().user(), around.now()));
    }

    private Reply change(ActionRequest press, Release shown, ChangeRelease.Change change) {
        try {
            changes.change(press.actor().workspace(), shown.facts().id(), change);
            return Reply.done();
        } catch (Refused refused) {
            return Reply.says(refused.sentence());
        }
    }
}
