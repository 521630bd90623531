package dev.steward.release;

import java.util.List;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.delivery.Cards;
import dev.steward.slack.Access;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;

/** What an owner does with a draft that arrived from outside. */
@Component
class IntakeActions implements SlackFeature {
    private static final String GONE = "There is no such release here any more.";

    private final Releases releases;
    private final ChangeRelease changes;
    private final WhatChanged changed;
    private final ShowPage pages;
    private final Intakes intakes;
    private final Cards cards;
    private final TransactionTemplate transaction;

    IntakeActions(Releases releases, ChangeRelease changes, WhatChanged changed, ShowPage pages, Intakes intakes,
            Cards cards, TransactionTemplate transaction) {
        this.releases = releases;
        this.changes = changes;
        this.changed = changed;
        this.pages = pages;
        this.intakes = intakes;
        this.cards = cards;
        this.transaction = transaction;
    }

    @Override
    public List<Route> routes() {
        return List.of(IntakeCard.OPEN.route(Access.MEMBERS, this::open),
                IntakeCard.DISCARD.route(Access.MEMBERS, this::discard),
                IntakeCard.TAKE_OVER.route(Access.OPS, this::takeOver));
    }

    private Reply open(ActionRequest press, ReleaseId id) {
        return releases.find(press.actor().workspace(), id)
                .map(release -> Reply.opens(pages.of(press.actor(), release)))
                .orElseGet(() -> Reply.says(press, GONE));
    }

    private Reply discard(ActionRequest press, ReleaseVersion shown) {
        return change(press, shown, (release, around) -> release.discard(press.actor().user(), press.actor().role(),
                around.now()));
    }

    private Reply takeOver(ActionRequest press, ReleaseVersion shown) {
        return change(press, shown, (release, around) -> release.handOver(press.actor().user(), press.actor().role(),
                press.actor().user(), around.now()));
    }

    private Reply change(ActionRequest press, ReleaseVersion shown, ChangeRelease.Change change) {
        try {
            changes.change(press.actor().workspace(), shown.release(), changed.since(shown, change));
            return Reply.done();
        } catch (Refused refused) {
            intakes.of(press.actor().workspace(), shown.release())
                    .ifPresent(intake -> transaction.executeWithoutResult(status -> cards
                            .changed(press.actor().workspace(), IntakeCards.NAME, intake.id())));
            return Reply.says(press, refused.sentence());
        }
    }
}
