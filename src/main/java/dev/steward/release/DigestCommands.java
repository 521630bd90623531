package dev.steward.release;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import dev.steward.release.Subscribe.NoRhythm;
import dev.steward.release.Subscribe.Seen;
import dev.steward.release.Subscribe.Stands;
import dev.steward.release.Subscribe.Wanted;
import dev.steward.release.SubscriptionList.Choice;
import dev.steward.release.SubscriptionList.Line;
import dev.steward.release.SubscriptionWords.Read.Said;
import dev.steward.release.SubscriptionWords.Read.Unclear;
import dev.steward.schedule.Recurrence;
import dev.steward.schedule.RecurrenceAnswer.NotUnderstood;
import dev.steward.schedule.RecurrenceAnswer.Understood;
import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.Message;
import dev.steward.slack.Modals;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.Route.Usage;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.CommandRequest;
import dev.steward.workspace.Areas;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.WorkspaceId;

/** {@code /release subscribe}, {@code unsubscribe} and {@code subscriptions}; the buttons of digests, and their form. */
@Component
@Order(40)
class DigestCommands implements SlackFeature, ReleaseWords {
    private static final String NO_CHANNEL = "Digests go to channels. Type this in one, or choose one in the form: `/release subscribe`";
    private static final String GONE = "That digest is gone meanwhile.";
    private static final String CHANGED = " was changed since you were shown it, so it goes on. Please look again.";
    private static final int SENTENCE = 1_500;

    private final Subscribe subscribe;
    private final Subscriptions subscriptions;
    private final SubscriptionText text;
    private final FillSubscription form;
    private final DigestCards cards;
    private final Areas areas;
    private final Clock clock;

    DigestCommands(Subscribe subscribe, Subscriptions subscriptions, SubscriptionText text, FillSubscription form,
            DigestCards cards, Areas areas, Clock clock) {
        this.subscribe = subscribe;
        this.subscriptions = subscriptions;
        this.text = text;
        this.form = form;
        this.cards = cards;
        this.areas = areas;
        this.clock = clock;
    }

    @Override
    public List<Usage> usages() {
        return List.of(
                new Usage("subscribe weekly fri 16:00", "Give this channel a digest of what shipped"),
                new Usage("subscribe monthly first monday 9:00 areas Export, Billing tiers 1-2",
                        "Only of some areas and tiers; asking again changes it"),
                new Usage("subscribe", "Open the form for it"), new Usage("unsubscribe", "Stop this channel's digest"),
                new Usage("subscriptions", "See all digests; pause, resume, change or stop them").reading());
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route.Submission(SubscriptionForm.CALLBACK, Access.MEMBERS, form::submit),
                new Route.Action(SubscriptionForm.CHANNEL, Access.MEMBERS, form::redraw),
                new Route.Action(SubscriptionForm.RHYTHM, Access.MEMBERS, form::redraw),
                new Route.Action(SubscriptionForm.WORDS, Access.MEMBERS, form::redraw),
                new Route.Action(SubscriptionForm.ZONE, Access.MEMBERS, form::redraw),
                new Route.Action(SubscriptionForm.HOLIDAYS, Access.MEMBERS, form::redraw),
                new Route.Options(SubscriptionForm.AREAS, Access.MEMBERS, form::suggestAreas),
                new Route.Options(SubscriptionForm.ZONE, Access.MEMBERS, form::suggestZones),
                SubscriptionList.DO.route(Access.MEMBERS, this::act),
                SubscriptionList.LIST.route(Access.MEMBERS,
                        (press, from) -> new Reply.Replaces(list(press.actor().workspace(), null, from))),
                DigestCard.CHANGE.route(Access.MEMBERS, this::change),
                DigestCard.SHOW_ALL.route(Access.MEMBERS,
                        (press, digest) -> Reply.opens(all(press, new DigestCard.Page(digest, 0)))),
                DigestCard.PAGE.route(Access.MEMBERS, (press, page) -> new Reply.Updates(all(press, page))));
    }

    @Override
    public Optional<Reply> answer(CommandRequest request, String word, String rest) {
        return Optional.ofNullable(switch (word) {
            case "subscribe" -> begin(request, rest);
            case "unsubscribe" -> stopHere(request);
            case "subscriptions" -> Reply.says(list(request.actor().workspace(), null, 0));
            default -> null;
        });
    }

    private Reply begin(CommandRequest request, String typed) {
        Actor actor = request.actor();
        if (typed.isEmpty()) {
            return form.open(actor, request.channel(), null, null);
        }
        if (!SubscriptionForm.isChannel(request.channel())) {
            return Reply.says(NO_CHANNEL);
        }
        return switch (SubscriptionWords.read(typed, areas.all(actor.workspace()))) {
            case Unclear(String sentence) -> Reply.says(Mrkdwn.escape(sentence, SENTENCE));
            case Said said when said.rhythm().isEmpty() -> begin(request, said, null, false);
            case Said said -> switch (form.understand(actor, said.rhythm(), form.zone(actor))) {
                case NotUnderstood unclear -> Reply.says(Mrkdwn.escape(unclear.sentence(), SENTENCE));
                case Understood(Recurrence recurrence, boolean assumed) -> begin(request, said, recurrence, assumed);
            };
        };
    }

    private Reply begin(CommandRequest request, Said said, @Nullable Recurrence recurrence, boolean assumed) {
        Actor actor = request.actor();
        Optional<String> closed = form.closed(actor, request.channel());
        if (closed.isPresent()) {
            return Reply.says(closed.get());
        }
        try {
            Stands stands = subscribe.subscribe(actor.workspace(), request.channel(), actor.user(),
                    new Wanted(said.areas(), said.tiers(), recurrence), new Seen.Whatever());
            if (stands.ritual().paused()) {
                subscribe.resume(stands.subscription());
                stands = subscribe.find(stands.subscription()).orElse(stands);
            }
            return Reply.says(form.said(stands, clock.instant())
                    + (assumed ? "\nNo time was said, so it is 09:00." : ""));
        } catch (NoRhythm none) {
            return form.open(actor, request.channel(), said.areas(), said.tiers());
        }
    }

    private Reply stopHere(CommandRequest request) {
        Optional<Subscription> here = subscriptions.of(request.actor().workspace(), request.channel());
        String of = "The digest of " + request.channel().link();
        return Reply.says(switch (here.map(subscribe::stop).orElse(Removal.GONE)) {
            case REMOVED -> of + " is stopped. What it said stays here, and is kept up to date.";
            case GONE -> "This channel has no digest. `/release subscribe weekly fri 16:00` begins one.";
            case CHANGED -> of + CHANGED;
        });
    }

    private Message list(WorkspaceId workspace, @Nullable String said, int from) {
        List<Line> lines = subscriptions.all(workspace, from, SubscriptionList.PAGE).stream()
                .flatMap(one -> subscribe.find(one).stream())
                .map(stands -> new Line(stands, text.of(stands, clock.instant()))).toList();
        return SubscriptionList.of(said, lines, from, subscriptions.count(workspace));
    }

    private Reply act(ActionRequest press, Choice choice) {
        Actor actor = press.actor();
        Optional<Subscription> found = subscriptions.find(actor.workspace(), choice.subscription());
        if (found.isEmpty()) {
            return new Reply.Replaces(list(actor.workspace(), GONE, 0));
        }
        Subscription subscription = found.get();
        String of = "The digest of " + subscription.channel().link();
        return switch (choice.what()) {
            case CHANGE -> form.change(actor, subscription.channel());
            case PAUSE -> said(actor, subscribe.pause(subscription),
                    of + " is paused. What ships meanwhile is in the first one after that.");
            case RESUME -> said(actor, subscribe.resume(subscription), of + " goes on.");
            // what it wants may be changed again; what is stopped is gone
            case STOP -> new Reply.Replaces(list(actor.workspace(), choice.version() != subscription.version()
                    ? of + CHANGED
                    : switch (subscribe.stop(subscription)) {
                        case REMOVED -> of + " is stopped.";
                        case GONE -> GONE;
                        case CHANGED -> of + CHANGED;
                    }, 0));
        };
    }

    private Reply said(Actor actor, boolean done, String sentence) {
        return new Reply.Replaces(list(actor.workspace(), done ? sentence : GONE, 0));
    }

    /** "Change this digest" in a digest: the one of the channel where it stands. */
    private Reply change(ActionRequest press, ChannelId shown) {
        ChannelId channel = press.message() == null ? shown : press.message().channel();
        return subscribe.find(press.actor().workspace(), channel).isPresent()
                ? form.change(press.actor(), channel)
                : form.open(press.actor(), channel, null, null);
    }

    private View all(ActionRequest press, DigestCard.Page page) {
        return cards.all(press.actor(), page.digest(), page.number())
                .orElseGet(() -> Modals.says(DigestCard.TITLE, GONE));
    }
}
