package dev.steward.approval;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;

import java.util.ArrayList;
import java.util.List;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;

import dev.steward.slack.Message;
import dev.steward.slack.Press;
import dev.steward.slack.Quoted;
import dev.steward.slack.TextBlocks;

/**
 * A request as the channel sees it where it was asked: how it stands, who is waited for, what happens next. Pure: equal states give
 * equal messages. Everybody sees its buttons; who may not press one is told so.
 */
final class ApprovalCard {
    static final Press<AsShown> REMIND = Press.of("approval.remind", AsShown.CODEC);
    /** Opens the form in which a request is changed. */
    static final Press<AsShown> CHANGE = Press.of("approval.change", AsShown.CODEC);
    static final Press<AsShown> WITHDRAW = Press.of("approval.withdraw", AsShown.CODEC);
    static final Press<AsShown> ANSWER = Press.of("approval.answer", AsShown.CODEC);
    /** Shows the whole of it as it is now. */
    static final Press<AsShown> DETAILS = Press.of("approval.details", AsShown.CODEC);

    private static final int ASKED = 1_500;
    private static final int STAGES = 4_500;
    private static final int QUESTIONS = 3;

    private ApprovalCard() {}

    static Message of(Shown shown) {
        ApprovalRequest request = shown.request();
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(TextBlocks.section("approval.card",
                CardLines.headline(shown) + "\n" + Quoted.block(request.question().asked(), ASKED)));
        blocks.add(TextBlocks.section("approval.state", StateLine.of(shown)));
        blocks.addAll(CardLines.sections("approval.stages", StageLines.of(shown), STAGES));
        questions(blocks, request);
        List<String> decided = CardLines.decided(shown);
        if (!decided.isEmpty()) {
            blocks.add(TextBlocks.section("approval.decided", String.join("\n", decided)));
        }
        List<String> next = AheadWords.next(shown);
        if (!next.isEmpty()) {
            blocks.add(TextBlocks.small("approval.next", "Next: " + String.join(" ", next)));
        }
        CardLines.evidence(request.question())
                .ifPresent(evidence -> blocks.add(TextBlocks.small("approval.evidence", evidence)));
        blocks.add(TextBlocks.small("approval.about", CardLines.about(shown, true)));
        blocks.add(actions(row -> row.blockId("approval.buttons").elements(buttons(request))));
        return new Message(request.facts().reference() + " " + StateLine.word(request) + ": "
                + Quoted.title(request.question().asked(), 150), blocks);
    }

    private static void questions(List<LayoutBlock> blocks, ApprovalRequest request) {
        if (!request.state().open()) {
            return;
        }
        List<Exchange> open = request.exchanges().stream().filter(each -> each.answer() == null).toList();
        open.stream().limit(QUESTIONS).forEach(each -> blocks.add(section(s -> s
                .blockId("approval.question." + each.number()).text(markdownText(CardLines.exchange(each, 400)))
                .accessory(answerButton(request, each)))));
        if (open.size() > QUESTIONS) {
            blocks.add(TextBlocks.small("approval.questions",
                    "… and " + (open.size() - QUESTIONS) + " other questions under Details"));
        }
    }

    static ButtonElement answerButton(ApprovalRequest request, Exchange asked) {
        return ANSWER.numbered(asked.number()).button("Answer", AsShown.of(request, asked.number()));
    }

    private static List<BlockElement> buttons(ApprovalRequest request) {
        AsShown shown = AsShown.of(request);
        List<BlockElement> buttons = new ArrayList<>();
        if (request.state().open()) {
            if (request.state() == RequestState.CHANGES_REQUESTED) {
                buttons.add(CHANGE.primary("Change and resubmit", shown));
            } else {
                buttons.add(REMIND.button("Remind", shown));
                buttons.add(CHANGE.button("Change and resubmit", shown));
            }
            buttons.add(WITHDRAW.button("Withdraw", shown));
        }
        buttons.add(DETAILS.button("Details", shown));
        return buttons;
    }
}
