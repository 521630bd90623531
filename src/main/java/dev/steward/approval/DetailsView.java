package dev.steward.approval;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.divider;

import java.util.ArrayList;
import java.util.List;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.view.View;

import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.Modals;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Phrases;
import dev.steward.slack.Press;
import dev.steward.slack.Quoted;
import dev.steward.slack.TextBlocks;

/** The whole of a request, with all that happened. */
final class DetailsView {
    static final Press<AsShown> REOPEN = Press.of("approval.reopen", AsShown.CODEC);

    private static final int WHOLE = 2_950;
    private static final int HISTORY = 80;
    private static final int LINES = 24_000;

    private DetailsView() {}

    /** @param reader who is shown it */
    static View of(Shown shown, Actor reader) {
        return of(shown, reader, List.of());
    }

    /** @param notice what stands above it; may be empty */
    static View of(Shown shown, Actor reader, List<LayoutBlock> notice) {
        ApprovalRequest request = shown.request();
        Question question = request.question();
        List<LayoutBlock> blocks = new ArrayList<>(notice);
        blocks.add(TextBlocks.section("approval.details.head", CardLines.headline(shown)));
        blocks.add(TextBlocks.section("approval.details.asked", Quoted.line(question.asked(), 1).isEmpty()
                ? "(nothing)"
                : Mrkdwn.escape(question.asked(), WHOLE)));
        if (question.options() != null && !question.options().isBlank()) {
            blocks.add(TextBlocks.section("approval.details.options", "*Also considered*\n"
                    + Mrkdwn.escape(question.options(), WHOLE - 20)));
        }
        CardLines.evidence(question)
                .ifPresent(evidence -> blocks.add(TextBlocks.small("approval.details.evidence", evidence)));
        blocks.add(TextBlocks.small("approval.details.about", CardLines.about(shown, true)));
        blocks.add(TextBlocks.small("approval.details.rule", "Rule " + Phrases.bold(request.terms().rule().name())
                + " of the policy's version " + request.terms().version()));
        blocks.add(divider());
        blocks.add(TextBlocks.section("approval.details.state", StateLine.of(shown)));
        blocks.addAll(CardLines.sections("approval.details.stages", StageLines.of(shown), LINES));
        AheadWords.next(shown).stream().reduce((one, other) -> one + " " + other)
                .ifPresent(next -> blocks.add(TextBlocks.small("approval.details.next", "Next: " + next)));
        List<String> decided = new ArrayList<>(shown.decisions().stream().map(each -> "*" + each.reference() + "*  "
                + each.outcome().word() + " " + Phrases.time(each.outcome().at())).toList());
        shown.decisions().forEach(each -> decided.addAll(CardLines.dissents(each.dissents())));
        blocks.addAll(CardLines.sections("approval.details.decided", decided, 6_000));
        blocks.addAll(CardLines.sections("approval.details.exchanges",
                request.exchanges().stream().map(each -> CardLines.exchange(each, 600)).toList(), LINES));
        blocks.add(divider());
        blocks.addAll(CardLines.sections("approval.details.history", history(shown), LINES));
        if (request.mayReopen(reader.user(), Access.OPS.admits(reader.role()))) {
            blocks.add(actions(row -> row.blockId("approval.details.buttons")
                    .elements(List.of(REOPEN.button("Reopen", AsShown.of(request))))));
        }
        return Modals.shows(request.facts().reference().toString(), blocks);
    }

    private static List<String> history(Shown shown) {
        List<String> lines = new ArrayList<>();
        int all = shown.history().size();
        if (all > HISTORY) {
            lines.add("… " + (all - HISTORY) + " earlier things");
        }
        shown.history().stream().skip(Math.max(0, all - HISTORY)).map(HistoryLine::of).forEach(lines::add);
        return lines;
    }
}
