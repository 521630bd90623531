package dev.steward.approval;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;

import dev.steward.approval.FindRequests.From;
import dev.steward.approval.FindRequests.Whose;
import dev.steward.initiative.Initiative;
import dev.steward.slack.Codec;
import dev.steward.slack.Message;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Phrases;
import dev.steward.slack.Press;

/** A page of requests, with buttons to the pages beside it. The buttons carry what was asked. */
final class ListAnswer {
    static final Press<Turned> NEWER = Press.of("approval.newer", Turned.CODEC);
    static final Press<Turned> OLDER = Press.of("approval.older", Turned.CODEC);
    private static final int ASKED = 140;
    private static final int ID = 36;

    private ListAnswer() {}

    /** What was asked: {@code list}, {@code mine} or {@code waiting}, and what followed. */
    record Asked(Whose whose, String typed) {}

    /** A page of it. */
    record Turned(Asked asked, From from) {
        static final Codec<Turned> CODEC = Codec.text(ListAnswer::write, ListAnswer::read);
    }

    /** @param initiatives those that the requests are about, as far as they are there */
    static Message of(Asked asked, List<Listed> requests, Map<UUID, Initiative> initiatives, boolean newer,
            boolean older) {
        if (requests.isEmpty()) {
            return Message.of(asked.typed().isBlank() ? switch (asked.whose()) {
                case ANYBODYS -> "There are no requests that you can see yet. `/approval` opens the form.";
                case MINE -> "You have not asked for a decision yet. `/approval` opens the form.";
                case WAITING -> "Nothing waits for you.";
            } : "Nothing found.");
        }
        List<LayoutBlock> blocks = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            String line = line(requests.get(i), initiatives);
            String blockId = "approval.list." + i;
            blocks.add(section(text -> text.blockId(blockId).text(markdownText(line))));
        }
        List<BlockElement> buttons = new ArrayList<>();
        if (newer) {
            buttons.add(NEWER.button("Newer", new Turned(asked, new From.NewerThan(requests.getFirst().id()))));
        }
        if (older) {
            buttons.add(OLDER.button("Older", new Turned(asked, new From.OlderThan(requests.getLast().id()))));
        }
        if (!buttons.isEmpty()) {
            blocks.add(actions(row -> row.blockId("approval.list.pages").elements(buttons)));
        }
        return new Message(requests.size() + (requests.size() == 1 ? " request" : " requests"), blocks);
    }

    /** Two lines of mrkdwn. */
    static String line(Listed request, Map<UUID, Initiative> initiatives) {
        String asked = Mrkdwn.escape(request.asked().replaceAll("\\s+", " ").strip(), ASKED);
        Initiative initiative = request.initiative() == null ? null : initiatives.get(request.initiative());
        String about = initiative == null ? "" : " · " + initiative.reference();
        String decided = request.decisions().isEmpty() || request.state().open()
                ? ""
                : " (DEC-" + request.decisions().getLast() + ")";
        String waits = request.waiting().isEmpty() ? "" : " · waits for " + Phrases.people(request.waiting());
        return "*" + request.reference() + "*  " + asked + "\n" + sign(request.state()) + " "
                + request.state().word() + decided + " · " + Mrkdwn.escape(request.gate()) + about + " · asked by "
                + request.requester().mention() + " " + Phrases.time(request.openedAt()) + waits;
    }

    private static String sign(RequestState state) {
        return switch (state) {
            case OPEN -> ":hourglass_flowing_sand:";
            case CHANGES_REQUESTED -> ":pencil2:";
            case BLOCKED -> ":no_entry:";
            case APPROVED -> ":white_check_mark:";
            case REJECTED -> ":x:";
            case WITHDRAWN -> ":leftwards_arrow_with_hook:";
        };
    }

    private static String write(Turned turned) {
        String beside = switch (turned.from()) {
            case From.Newest newest -> throw new IllegalArgumentException("no button leads to the first page");
            case From.NewerThan(var id) -> "+" + id;
            case From.OlderThan(var id) -> "-" + id;
        };
        return turned.asked().whose().name().toLowerCase(Locale.ROOT) + beside + " " + turned.asked().typed();
    }

    private static Turned read(String value) {
        for (Whose whose : Whose.values()) {
            int length = whose.name().length();
            if (value.toLowerCase(Locale.ROOT).startsWith(whose.name().toLowerCase(Locale.ROOT))
                    && value.length() > length + ID + 1) {
                var id = UUID.fromString(value.substring(length + 1, length + 1 + ID));
                From from = value.charAt(length) == '+' ? new From.NewerThan(id) : new From.OlderThan(id);
                return new Turned(new Asked(whose, value.substring(length + 2 + ID)), from);
            }
        }
        throw new IllegalArgumentException("no page of a list");
    }
}
