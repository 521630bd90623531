package dev.steward.cadence;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.button;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.view.View;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import dev.steward.schedule.CalendarFeeds;
import dev.steward.schedule.CalendarOwner.OfRitual;
import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.Modals;
import dev.steward.slack.Phrases;
import dev.steward.slack.PublicAddress;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.Route.Usage;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.CommandRequest;
import dev.steward.slack.TextBlocks;

/** {@code /cadence calendar REV-2}: an address of one review's calendar for whoever asks, and for nobody else. */
@Component
@Order(40)
class CadenceCalendar implements SlackFeature, CadenceWords {
    static final String NEW = "cadence.calendar.new";
    static final String OFF = "cadence.calendar.off";
    private static final String HOW = "*Subscribe to this address* in your calendar program: _From URL_ in Google Calendar, "
            + "_Subscribe from web_ in Outlook, _New Calendar Subscription_ in Apple Calendar.";
    private static final String SECRET = "Copy it now, it is not shown again. Whoever has it can read the calendar, so "
            + "keep it to yourself.";
    private static final String OWN = "All of your reviews are in your own calendar as well: `/steward calendar`.";

    private final Cadences cadences;
    private final CalendarFeeds feeds;
    private final PublicAddress address;

    CadenceCalendar(Cadences cadences, CalendarFeeds feeds, PublicAddress address) {
        this.cadences = cadences;
        this.feeds = feeds;
        this.address = address;
    }

    @Override
    public List<Usage> usages() {
        return List.of(new Usage("calendar REV-2", "Get an address by which your calendar program shows a review"));
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route.Action(CadencePage.CALENDAR, Access.MEMBERS, press -> act(press, this::open)),
                new Route.Action(NEW, Access.MEMBERS,
                        press -> act(press, (actor, cadence) -> new Reply.Updates(fresh(actor, cadence)))),
                new Route.Action(OFF, Access.MEMBERS, press -> act(press, (actor, cadence) -> {
                    feeds.revoke(actor.workspace(), actor.user(), owner(cadence));
                    return new Reply.Updates(view(cadence, "It is turned off: its address shows nothing any more.",
                            List.of(press(NEW, cadence, "New address"))));
                })));
    }

    @Override
    public Optional<Reply> answer(CommandRequest request, String word, String rest) {
        if (!word.equals("calendar")) {
            return Optional.empty();
        }
        Optional<Reference> reference = Reference.parse(rest);
        if (reference.isEmpty()) {
            return Optional.of(Reply.says("Of which review? For example `" + request.command() + " calendar REV-2`. "
                    + OWN));
        }
        return Optional.of(cadences.find(request.actor().workspace(), reference.get())
                .map(cadence -> open(request.actor(), cadence))
                .orElseGet(() -> Reply.says("There is no " + reference.get() + " here.")));
    }

    /** What is done with somebody's address of one cadence. */
    @FunctionalInterface
    private interface With {
        Reply does(Actor actor, Cadence cadence);
    }

    private Reply act(ActionRequest press, With with) {
        return press.actor().outsider()
                ? Reply.done()
                : FillCadenceForm.claimed(cadences, press.actor().workspace(), press.value())
                        .map(cadence -> with.does(press.actor(), cadence))
                        .orElseGet(() -> Reply.opens(Modals.says("Calendar", FillCadenceForm.GONE)));
    }

    /** Whoever has none gets one at once: it is what they came for. */
    private Reply open(Actor actor, Cadence cadence) {
        return Reply.opens(feeds.since(actor.workspace(), actor.user(), owner(cadence))
                .map(since -> view(cadence, "It has an address, made " + Phrases.time(since)
                        + " and shown only then. Is it lost? Take a new one.", both(cadence)))
                .orElseGet(() -> fresh(actor, cadence)));
    }

    private View fresh(Actor actor, Cadence cadence) {
        return address.url()
                .map(url -> view(cadence,
                        "```" + (url + feeds.open(actor.workspace(), actor.user(), owner(cadence))).replace("&",
                                "&amp;")
                                + "```\n" + HOW + "\n" + SECRET,
                        both(cadence)))
                .orElseGet(() -> view(cadence, "Steward does not know its own web address, so no calendar would find "
                        + "it. Whoever runs Steward can set `STEWARD_PUBLIC_URL`.", List.of()));
    }

    private static OfRitual owner(Cadence cadence) {
        return new OfRitual(HoldSession.RITUAL, cadence.facts().id().value());
    }

    private static View view(Cadence cadence, String said, List<BlockElement> buttons) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(TextBlocks.section("cadence.calendar.what", "The calendar of " + CadenceLine.name(cadence)));
        blocks.add(TextBlocks.section("cadence.calendar.said", said));
        if (!buttons.isEmpty()) {
            blocks.add(actions(row -> row.blockId("cadence.calendar.do").elements(buttons)));
        }
        blocks.add(TextBlocks.small("cadence.calendar.own", OWN));
        return Modals.shows("Calendar", blocks);
    }

    private static List<BlockElement> both(Cadence cadence) {
        return List.of(press(NEW, cadence, "New address"), press(OFF, cadence, "Turn off"));
    }

    private static BlockElement press(String action, Cadence cadence, String label) {
        return button(b -> b.actionId(action).value(cadence.facts().id().value().toString()).text(plainText(label)));
    }
}
