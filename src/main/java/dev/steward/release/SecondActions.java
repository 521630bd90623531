package dev.steward.release;

import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.delivery.Cards;
import dev.steward.release.ChangeRelease.Around;
import dev.steward.release.Release.Second;
import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.PlainWords;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.Members;
import dev.steward.workspace.WorkspaceId;

/** What the second person does. */
@Component
class SecondActions implements SlackFeature {
    private static final String REASON = "release.second.reason";
    private static final int LONGEST = 3_000;
    private static final String GONE = "There is no such release here any more.";

    private final ChangeRelease changes;
    private final WhatChanged changed;
    private final Releases releases;
    private final Cards cards;
    private final Members members;
    private final TransactionTemplate transaction;

    SecondActions(ChangeRelease changes, WhatChanged changed, Releases releases, Cards cards, Members members,
            TransactionTemplate transaction) {
        this.changes = changes;
        this.changed = changed;
        this.releases = releases;
        this.cards = cards;
        this.members = members;
        this.transaction = transaction;
    }

    @Override
    public List<Route> routes() {
        return List.of(SecondCard.AGREE.route(Access.MEMBERS, this::agree),
                SecondCard.SEND_BACK.route(Access.MEMBERS, this::sendBack),
                new Route.Submission(REASON, Access.MEMBERS, this::sentBack));
    }

    private Reply agree(ActionRequest press, ReleaseAsShown shown) {
        try {
            changes.change(press.actor().workspace(), shown.release(), (release, around) -> {
                asShown(press.actor(), shown, release, around);
                release.agree(press.actor().user(), around.reach(release.content()), around.wide(), around.now());
            });
            return Reply.done();
        } catch (Refused refused) {
            return refused(press, shown, refused.sentence());
        }
    }

    /** Who is not asked, or not any more, hears that, and not what has changed. */
    private void asShown(Actor actor, ReleaseAsShown shown, Release release, Around around) {
        Second second = release.second();
        if (second != null && release.waitsForSecond() && second.person().equals(actor.user())) {
            changed.none(shown, release, around.reach(release.content()));
        }
    }

    private Reply sendBack(ActionRequest press, ReleaseAsShown shown) {
        Optional<Release> found = releases.find(press.actor().workspace(), shown.release());
        if (found.isEmpty()) {
            return Reply.says(press, GONE);
        }
        return changes.refusal(press.actor().workspace(), shown.release(), (release, around) -> {
            asShown(press.actor(), shown, release, around);
            release.sendBack(press.actor().user(), "?", around.now());
        }).map(why -> refused(press, shown, why)).orElseGet(() -> Reply.opens(SmallForm.of(new SmallForm.Ask(REASON,
                "Send it back", "Send back", "What should change?",
                "It becomes a draft again, and its owner reads this.",
                LONGEST, ReleaseAsShown.CODEC.encode(shown)),
                List.of(TextBlocks.section("release.second.what", ReleaseCard.summary(found.get()))))));
    }

    private Reply sentBack(SubmissionRequest sent) {
        String words = SmallForm.words(sent, REASON);
        Optional<ReleaseAsShown> shown = ReleaseAsShown.CODEC.read(sent.privateMetadata());
        if (shown.isEmpty()) {
            return Reply.refuses(REASON, GONE);
        }
        try {
            changes.change(sent.actor().workspace(), shown.get().release(), (now, around) -> {
                asShown(sent.actor(), shown.get(), now, around);
                now.sendBack(sent.actor().user(), words, around.now());
            });
            return Reply.done();
        } catch (Refused refused) {
            touch(sent.actor().workspace(), shown.get().release());
            return Reply.refuses(REASON,
                    PlainWords.of(refused.sentence(), user -> members.find(sent.actor().workspace(), user)));
        }
    }

    /** The card in which it stands shows what there is now. */
    private Reply refused(ActionRequest press, ReleaseAsShown shown, String why) {
        touch(press.actor().workspace(), shown.release());
        return Reply.says(press, why);
    }

    private void touch(WorkspaceId workspace, ReleaseId release) {
        transaction.executeWithoutResult(status -> cards.changed(workspace, AskSecond.NAME, release.value()));
    }
}
