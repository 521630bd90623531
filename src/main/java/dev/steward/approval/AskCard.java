package dev.steward.approval;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.divider;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.overflowMenu;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.OptionObject;
import com.slack.api.model.block.element.BlockElement;

import dev.steward.slack.Codec;
import dev.steward.slack.Message;
import dev.steward.slack.Phrases;
import dev.steward.slack.Press;
import dev.steward.slack.Quoted;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.UserId;

/**
 * A request as somebody who is asked sees it in their direct messages: the question whole, why they are asked, and what happens if they
 * do nothing; later what they said, and what became of it. Pure: equal states give equal messages.
 */
final class AskCard {
    static final Press<AsShown> APPROVE = Press.of("approval.approve", AsShown.CODEC);
    static final Press<AsShown> CHANGES = Press.of("approval.changes", AsShown.CODEC);
    static final Press<AsShown> BLOCK = Press.of("approval.block", AsShown.CODEC);
    static final Press<AsShown> DELEGATE = Press.of("approval.delegate", AsShown.CODEC);
    static final Press<AsShown> ASK = Press.of("approval.ask", AsShown.CODEC);
    static final Press<AsShown> OVERRULE = Press.of("approval.overrule", AsShown.CODEC);
    static final Press<AsShown> UPHOLD = Press.of("approval.uphold", AsShown.CODEC);
    static final Press<More> MORE = Press.of("approval.more", More.CODEC);

    private static final int ASKED = 2_300;
    private static final int OPTIONS = 1_000;
    private static final int EXCHANGES = 3;
    private static final int BLOCKS = 3;
    private static final int BLOCKED = 700;

    private AskCard() {}

    /** What was chosen in the menu beside the buttons, of what request. */
    record More(Chosen chosen, AsShown shown) {
        static final Codec<More> CODEC = Codec.of(
                more -> more.shown().words(more.chosen().name().toLowerCase(Locale.ROOT)),
                in -> new More(Chosen.valueOf(in.word().toUpperCase(Locale.ROOT)), AsShown.read(in)));

        enum Chosen {
            COMMENT, DETAILS
        }
    }

    static Message of(Shown shown, UserId person) {
        ApprovalRequest request = shown.request();
        Place place = Place.of(request, person);
        List<LayoutBlock> blocks = new ArrayList<>();
        String heading = heading(request, place);
        blocks.add(TextBlocks.section("approval.ask", "*" + heading + "*\n" + CardLines.headline(shown)));
        blocks.add(TextBlocks.section("approval.ask.asked", Quoted.block(request.question().asked(), ASKED)));
        if (request.question().options() != null && !request.question().options().isBlank()) {
            blocks.add(TextBlocks.section("approval.ask.options",
                    "*Also considered*\n" + Quoted.block(request.question().options(), OPTIONS)));
        }
        CardLines.evidence(request.question())
                .ifPresent(evidence -> blocks.add(TextBlocks.small("approval.ask.evidence", evidence)));
        String about = CardLines.about(shown, false);
        if (!about.isEmpty()) {
            blocks.add(TextBlocks.small("approval.ask.about", about));
        }
        exchanges(blocks, request);
        if (place instanceof Place.Rules) {
            blocks.add(TextBlocks.section("approval.ask.block", String.join("\n", blocks(request, BLOCKED))));
        }
        blocks.add(divider());
        blocks.add(TextBlocks.section("approval.ask.you", String.join("\n", standing(shown, person, place))));
        AheadWords.ifYouDoNothing(shown, person).ifPresent(
                then -> blocks.add(TextBlocks.small("approval.ask.silence", "If you do nothing: " + then)));
        List<BlockElement> buttons = buttons(request, person, place);
        blocks.add(actions(row -> row.blockId("approval.ask.buttons").elements(buttons)));
        return new Message(heading + ": " + request.facts().reference() + " "
                + Quoted.title(request.question().asked(), 150), blocks);
    }

    private static String heading(ApprovalRequest request, Place place) {
        String who = request.requester().mention();
        boolean open = request.state().open();
        return switch (place) {
            case Place.Rules rules -> "You are asked to rule on a block of what " + who + " asks";
            case Place.Turn turn when open -> who + " asks for your approval";
            default -> who + (open ? " asks for approval" : " asked for approval");
        };
    }

    private static void exchanges(List<LayoutBlock> blocks, ApprovalRequest request) {
        List<Exchange> all = request.exchanges();
        if (all.isEmpty()) {
            return;
        }
        List<String> lines = new ArrayList<>();
        if (all.size() > EXCHANGES) {
            lines.add("… " + (all.size() - EXCHANGES) + " earlier questions under Details");
        }
        all.stream().skip(Math.max(0, all.size() - EXCHANGES)).map(each -> CardLines.exchange(each, 300))
                .forEach(lines::add);
        blocks.add(TextBlocks.section("approval.ask.exchanges", String.join("\n", lines)));
    }

    /** Who blocks it, each with their reason. */
    static List<String> blocks(ApprovalRequest request, int most) {
        List<Seat> blocks = request.stages().stream().flatMap(run -> run.seats().stream())
                .filter(seat -> seat.says(Answer.Word.BLOCKS)).toList();
        List<String> lines = new ArrayList<>();
        blocks.stream().limit(BLOCKS).forEach(seat -> {
            Answer said = seat.answer();
            lines.add("⊘ *" + seat.person().mention() + " blocks it* (" + seat.as() + ")"
                    + (said == null || said.reason() == null ? "" : "\n" + Quoted.block(said.reason(), most)));
        });
        if (blocks.size() > BLOCKS) {
            lines.add("… and " + (blocks.size() - BLOCKS) + " others");
        }
        return lines;
    }

    /** What is between them and the request. */
    private static List<String> standing(Shown shown, UserId person, Place place) {
        ApprovalRequest request = shown.request();
        List<String> lines = new ArrayList<>();
        switch (place) {
            case Place.Turn(var run, var seat) -> {
                lines.add(why(shown, run, seat));
                if (request.state() != RequestState.OPEN) {
                    lines.add(StateLine.of(shown));
                }
            }
            case Place.Rules(var seat) -> lines.add("You are asked " + StageLines.as(seat) + inPlace(shown, seat)
                    + ". It waits since " + Phrases.time(seat.since()) + ". " + StateLine.deadline(shown)
                            .map(until -> "Please rule until " + Phrases.time(until) + ".")
                            .orElse("The time for it is up."));
            case Place.Answered(var run, var seat) -> {
                lines.add(said(seat));
                lines.add(after(shown, run, seat));
            }
            case Place.Replaced(var by) -> {
                lines.add("*" + by.mention() + " answers in your place now.*");
                lines.add(StateLine.of(shown));
            }
            case Place.Left(var seat) -> {
                lines.add("You were asked " + StageLines.as(seat) + ", and are not asked any more.");
                lines.add(StateLine.of(shown));
            }
            case Place.Passed(var run) -> {
                if (request.state().open()) {
                    lines.add("The stage " + Phrases.bold(run.stage().name())
                            + " went through, so your answer was not needed.");
                }
                lines.add(StateLine.of(shown));
            }
            case Place.Nowhere nowhere -> lines.add(StateLine.of(shown));
        }
        ruled(shown, person).ifPresent(line -> lines.addFirst(line));
        if (!request.state().open()) {
            lines.addAll(CardLines.decided(shown));
        }
        return lines;
    }

    private static String why(Shown shown, StageRun run, Seat seat) {
        List<UserId> silent = StageLines.passedBy(run, seat.person());
        if (seat.rung() && !silent.isEmpty()) {
            return Phrases.people(silent) + (silent.size() == 1 ? " has" : " have") + " not answered since "
                    + run.silent().stream().filter(each -> !each.rung()).map(Seat::since)
                            .min(java.time.Instant::compareTo)
                            .map(Phrases::time).orElse("then")
                    + "; you may decide it too, " + StageLines.as(seat) + inPlace(shown, seat) + ".";
        }
        return "You are asked " + StageLines.as(seat) + inPlace(shown, seat) + ". It waits since "
                + Phrases.time(seat.since()) + ".";
    }

    private static String inPlace(Shown shown, Seat seat) {
        return seat.path().isEmpty() ? "" : ", " + StageLines.inPlace(shown, seat);
    }

    private static String said(Seat seat) {
        Answer said = seat.answer();
        if (said == null) {
            return "";
        }
        String at = " " + Phrases.time(said.at());
        String ending = Quoted.ending(said.reason(), 400);
        return switch (said.word()) {
            case APPROVES -> "✓ *You approved it*" + at + ending;
            case WANTS_CHANGES -> "✎ *You asked for changes*" + at + ending;
            case BLOCKS -> "⊘ *You blocked it*" + ending;
            case OVERRULED -> "↷ *You blocked it, and were overruled*" + ending + " Your dissent is on record.";
        };
    }

    private static String after(Shown shown, StageRun run, Seat seat) {
        ApprovalRequest request = shown.request();
        if (request.state() == RequestState.BLOCKED && seat.says(Answer.Word.BLOCKS)) {
            return StateLine.ruling(shown);
        }
        if (request.state() == RequestState.CHANGES_REQUESTED && seat.says(Answer.Word.WANTS_CHANGES)) {
            return "It is " + request.requester().mention() + "'s turn now; you will be asked again.";
        }
        return StateLine.of(shown);
    }

    /** What they ruled, where the request went on after it. */
    private static java.util.Optional<String> ruled(Shown shown, UserId person) {
        return shown.last(Happening.Kind.OVERRULED).filter(each -> person.equals(each.by()))
                .map(each -> "*You ruled that it goes ahead* " + Phrases.time(each.at())
                        + Quoted.ending(each.words(), 400));
    }

    private static List<BlockElement> buttons(ApprovalRequest request, UserId person, Place place) {
        AsShown shown = AsShown.of(request);
        List<BlockElement> buttons = new ArrayList<>();
        boolean turn = place instanceof Place.Turn;
        if (place instanceof Place.Rules) {
            buttons.add(OVERRULE.primary("Go ahead", shown));
            buttons.add(UPHOLD.danger("Uphold the block", shown));
        } else if (turn && request.state() != RequestState.CHANGES_REQUESTED) {
            buttons.add(APPROVE.primary("Approve", shown));
            if (request.state() == RequestState.OPEN) {
                buttons.add(CHANGES.button("Ask for changes", shown));
            }
            buttons.add(BLOCK.danger("Block", shown));
        } else if (place instanceof Place.Answered(var run, var seat) && run.open() && request.state().open()
                && (seat.says(Answer.Word.BLOCKS) || seat.says(Answer.Word.WANTS_CHANGES))) {
            buttons.add(APPROVE.button("Approve after all", shown));
        }
        boolean may = place instanceof Place.Rules || turn && request.state() != RequestState.CHANGES_REQUESTED;
        if (may) {
            buttons.add(DELEGATE.button("Delegate", shown));
            buttons.add(ASK.button("Ask a question", shown));
        }
        if (may && turn) {
            buttons.add(overflowMenu(menu -> menu.actionId(MORE.actionId())
                    .options(List.of(option("Approve with a comment", More.Chosen.COMMENT, shown),
                            option("Details", More.Chosen.DETAILS, shown)))));
        } else {
            buttons.add(ApprovalCard.DETAILS.button("Details", shown));
        }
        return buttons;
    }

    private static OptionObject option(String label, More.Chosen chosen, AsShown shown) {
        return OptionObject.builder().text(plainText(label)).value(MORE.value(new More(chosen, shown))).build();
    }
}
