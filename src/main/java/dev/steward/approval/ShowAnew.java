package dev.steward.approval;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.slack.api.model.block.Blocks;
import com.slack.api.model.block.LayoutBlock;
import org.springframework.stereotype.Component;

import dev.steward.slack.Message;
import dev.steward.slack.Phrases;
import dev.steward.slack.Reply;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.workspace.UserId;

/** Answers whoever decided about a request that has changed since it was shown to them: says what has changed, and shows it as it is. */
@Component
class ShowAnew {
    private static final int REASON = 200;
    private static final int CHARACTERS = 5_000;

    private final Requests requests;
    private final ShowRequests show;
    private final TellPeople tell;

    ShowAnew(Requests requests, ShowRequests show, TellPeople tell) {
        this.requests = requests;
        this.show = show;
        this.tell = tell;
    }

    /** Where a button was pressed: with the card as it is now, which can be pressed again. */
    Reply answer(ActionRequest press, Outdated outdated) {
        ApprovalRequest now = outdated.now();
        tell.changed(now);
        Shown shown = show.of(now);
        if (press.view() != null) {
            return new Reply.Updates(DetailsView.of(shown, press.actor(), notice(outdated)));
        }
        Message card = card(shown, press.actor().user());
        List<LayoutBlock> blocks = new ArrayList<>(notice(outdated));
        blocks.add(Blocks.divider());
        blocks.addAll(card.blocks());
        return Reply.says(new Message(headline(outdated), blocks));
    }

    private static Message card(Shown shown, UserId person) {
        ApprovalRequest request = shown.request();
        return person.equals(request.requester()) || Place.of(request, person) instanceof Place.Nowhere
                ? ApprovalCard.of(shown)
                : AskCard.of(shown, person);
    }

    /** What has changed, to stand above what is shown anew. */
    List<LayoutBlock> notice(Outdated outdated) {
        return CardLines.sections("approval.changed", lines(outdated), CHARACTERS);
    }

    /** The same as lines of mrkdwn. */
    List<String> lines(Outdated outdated) {
        List<String> lines = new ArrayList<>(List.of(headline(outdated)));
        switch (outdated.why()) {
            case ROUND -> lines.addAll(difference(outdated));
            case BLOCK -> lines.addAll(AskCard.blocks(outdated.now(), REASON));
            case STAGE, UNSAID -> {
                // the sentence says all there is to say
            }
        }
        return lines;
    }

    private String headline(Outdated outdated) {
        ApprovalRequest now = outdated.now();
        String reference = "*" + now.facts().reference() + "*";
        return "Nothing was done: " + switch (outdated.why()) {
            case ROUND -> began(now).map(each -> (each.by() == null ? "somebody" : each.by().mention()) + " "
                    + (each.kind() == Happening.Kind.REOPENED ? "reopened " : "changed ") + reference + " "
                    + Phrases.time(each.at())).orElse(reference + " has changed")
                    + ", after this was shown to you. Please look at it again.";
            case STAGE -> "you're asked about another stage of " + reference
                    + " now, which began after this was shown to you. Please look at it again.";
            case BLOCK -> reference + " was blocked again after this was shown to you. Please look at it again.";
            case OWN_BLOCK -> "you blocked " + reference + " after this was shown to you. If you think otherwise now, "
                    + "*Approve after all* takes that back.";
            case UNSAID -> "this is from an earlier version of Steward, and doesn't say what of " + reference
                    + " you were shown. Here it is as it is now.";
        };
    }

    private Optional<Happening> began(ApprovalRequest now) {
        return requests.history(now.facts().workspace(), now.facts().id()).stream()
                .filter(each -> each.kind() == Happening.Kind.RESUBMITTED || each.kind() == Happening.Kind.REOPENED)
                .reduce((one, later) -> later);
    }

    private List<String> difference(Outdated outdated) {
        ApprovalRequest now = outdated.now();
        return requests.asked(now.facts().workspace(), now.facts().id(), outdated.shown().round())
                .map(before -> QuestionDifference.lines(before, now.question()))
                .map(lines -> lines.isEmpty() ? List.of("What is asked is as it was.") : lines).orElse(List.of());
    }
}
