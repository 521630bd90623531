package dev.steward.cadence;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import dev.steward.cadence.FindCadences.Found;
import dev.steward.cadence.FindCadences.Part;
import dev.steward.schedule.HolidayCalendar;
import dev.steward.schedule.WorkspaceHolidays;
import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.ChannelAccess;
import dev.steward.slack.Codec;
import dev.steward.slack.Message;
import dev.steward.slack.Press;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.Route.Usage;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.CommandRequest;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.WorkspaceId;

/** {@code /cadence list}: one's own first, then the channel's, then the others. */
@Component
@Order(20)
class ListCadences implements SlackFeature, CadenceWords {
    private static final int FARTHEST = 1_000_000;
    static final Press<Turn> TURN = Press.of("cadence.list.turn", Codec.of(
            turn -> List.of(turn.from(), turn.channel().value()),
            in -> new Turn(Math.clamp(in.number(), 0, FARTHEST), new ChannelId(in.word()))));
    private static final int PAGE = 10;
    private static final int CHANNELS = 200;

    private final FindCadences finds;
    private final Cadences cadences;
    private final Sessions sessions;
    private final Participants participants;
    private final WorkspaceHolidays holidays;
    private final ChannelAccess channels;

    ListCadences(FindCadences finds, Cadences cadences, Sessions sessions, Participants participants,
            WorkspaceHolidays holidays, ChannelAccess channels) {
        this.finds = finds;
        this.cadences = cadences;
        this.sessions = sessions;
        this.participants = participants;
        this.holidays = holidays;
        this.channels = channels;
    }

    /** Another page. @param channel where the list is shown */
    record Turn(int from, ChannelId channel) {}

    @Override
    public List<Usage> usages() {
        return List.of(new Usage("list", "See the reviews there are: yours first, then this channel's").reading());
    }

    @Override
    public List<Route> routes() {
        return List.of(TURN.route(Access.MEMBERS,
                (press, turn) -> new Reply.Replaces(page(press.actor(), turn.channel(), turn.from()))));
    }

    @Override
    public Optional<Reply> answer(CommandRequest request, String word, String rest) {
        if (!word.equals("list")) {
            return Optional.empty();
        }
        // what is not known of a channel yet is asked of Slack now, or its reviews would be nobody's
        channels.find(request.actor().workspace(), finds.channels(request.actor().workspace(), CHANNELS));
        return Optional.of(Reply.says(page(request.actor(), request.channel(), 0)));
    }

    private Message page(Actor actor, ChannelId channel, int from) {
        WorkspaceId workspace = actor.workspace();
        List<Found> found = finds.list(actor, participants.groupsOf(workspace, actor.user()), channel, from, PAGE + 1);
        if (found.isEmpty()) {
            return Message.of(from == 0
                    ? "No review takes place. `/cadence` sets one up."
                    : "There are no more.");
        }
        List<Found> shown = found.subList(0, Math.min(PAGE, found.size()));
        List<CadenceId> ids = shown.stream().map(Found::id).toList();
        Map<CadenceId, Cadence> known = cadences.find(workspace, ids).stream()
                .collect(Collectors.toMap(cadence -> cadence.facts().id(), Function.identity()));
        Map<CadenceId, Instant> next = new HashMap<>();
        sessions.open(workspace, ids).stream().filter(session -> session.state().ahead())
                .forEach(session -> next.putIfAbsent(session.facts().cadence(), session.startsAt()));
        HolidayCalendar days = holidays.of(workspace);
        List<LayoutBlock> blocks = new ArrayList<>();
        Part part = null;
        for (Found each : shown) {
            Cadence cadence = known.get(each.id());
            if (cadence != null) {
                if (each.part() != part) {
                    part = each.part();
                    blocks.add(TextBlocks.small("cadence.list." + part, heading(part)));
                }
                blocks.add(line(cadence, next.get(each.id()), days));
            }
        }
        List<BlockElement> pages = new ArrayList<>();
        if (from > 0) {
            pages.add(turn("Earlier", new Turn(Math.max(0, from - PAGE), channel)));
        }
        if (found.size() > PAGE) {
            pages.add(turn("More", new Turn(from + PAGE, channel)));
        }
        if (!pages.isEmpty()) {
            blocks.add(actions(row -> row.blockId("cadence.list.pages").elements(pages)));
        }
        return new Message(shown.size() + (shown.size() == 1 ? " review" : " reviews"), blocks);
    }

    private static LayoutBlock line(Cadence cadence, @Nullable Instant next, HolidayCalendar days) {
        CadenceId id = cadence.facts().id();
        return section(text -> text.blockId("cadence.list." + id.value())
                .text(markdownText(CadenceLine.of(cadence, next, days)))
                .accessory(CadencePage.OPEN.numbered(id.value()).button("Open", id)));
    }

    private static String heading(Part part) {
        return switch (part) {
            case MINE -> "*Yours*";
            case HERE -> "*Of this channel*";
            case OTHER -> "*Others*";
        };
    }

    private static BlockElement turn(String label, Turn turn) {
        return TURN.numbered(turn.from()).button(label, turn);
    }
}
