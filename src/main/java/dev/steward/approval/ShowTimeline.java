package dev.steward.approval;

import static com.slack.api.model.block.Blocks.context;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.view.Views.viewClose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.slack.api.model.block.LayoutBlock;
import org.springframework.stereotype.Component;

import dev.steward.approval.FindRequests.Whose;
import dev.steward.approval.Foresee.Foreseen;
import dev.steward.approval.RunErrands.What;
import dev.steward.approval.Suppose.Meant;
import dev.steward.slack.Actor;
import dev.steward.slack.Message;
import dev.steward.slack.Modals;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Reply;
import dev.steward.slack.SlackRequest.ActionRequest;

/** Shows what would become of a request that nobody answers: as text at once, and as a picture in the member's direct messages. */
@Component
class ShowTimeline {
    private static final int SECTION = 2_900;
    private static final int SHOWN = 9_000;

    private final Suppose suppose;
    private final FillForm form;
    private final Foresee foresee;
    private final DrawTimeline draws;
    private final RunErrands errands;

    ShowTimeline(Suppose suppose, FillForm form, Foresee foresee, DrawTimeline draws, RunErrands errands) {
        this.suppose = suppose;
        this.form = form;
        this.foresee = foresee;
        this.draws = draws;
        this.errands = errands;
    }

    /** {@code simulate launch INIT-3 tier:1} */
    Reply command(Actor actor, String typed, String slash) {
        return switch (suppose.read(actor.workspace(), actor.user(), typed, slash + " simulate")) {
            case Meant.Mistaken(var sentence) -> Reply.says(Answers.sentence(sentence));
            case Meant.Fine fine -> switch (foresee.look(fine.thought(), fine.version())) {
                case Foreseen.Decided decided -> {
                    List<LayoutBlock> blocks = blocks(actor, decided);
                    yield Reply.says(new Message("What would happen if nobody answered", blocks));
                }
                case Foreseen.Unknown unknown -> Reply.says("Who is asked depends on "
                        + Wording.list(unknown.what().stream().sorted().toList()) + ". Tell it, for example `" + slash
                        + " simulate " + Answers.code(typed.strip() + " " + Explanation.example(unknown.what()))
                        + "`.");
                case Foreseen.NoRule none -> Reply.says("No rule of the policy is for this, so nobody would be asked.\n"
                        + Explanation.mrkdwn(none.evaluation(), SECTION));
                case Foreseen.NoGate none -> Reply.says("The policy has no such gate.");
            };
        };
    }

    /** The button in the form. */
    Reply button(ActionRequest request) {
        Optional<Foreseen> foreseen = form.foreseen(request);
        if (foreseen.isPresent() && foreseen.get() instanceof Foreseen.Decided decided) {
            return new Reply.Pushes(ApprovalForm.modal("If nobody answers")
                    .close(viewClose(close -> close.type("plain_text").text("Back")))
                    .blocks(blocks(request.actor(), decided)).build());
        }
        return new Reply.Pushes(Modals.says("If nobody answers",
                "The policy cannot say yet who is asked. The line above this button says what is missing."));
    }

    private List<LayoutBlock> blocks(Actor actor, Foreseen.Decided decided) {
        Simulation simulation = foresee.simulate(decided);
        SimulationText text = draws.text(actor.workspace(), actor.user(), simulation);
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(section(title -> title.blockId("approval.timeline.title")
                .text(markdownText(SimulationText.title(simulation) + "."))));
        StringBuilder piece = new StringBuilder();
        int shown = 0;
        for (String line : text.lines(simulation)) {
            if (piece.length() + line.length() > SECTION) {
                blocks.add(piece(blocks.size(), piece.toString()));
                piece.setLength(0);
            }
            if (shown + line.length() > SHOWN) {
                piece.append("… and so on\n");
                break;
            }
            shown += line.length();
            piece.append(Mrkdwn.cut(line, SECTION - 1)).append('\n');
        }
        blocks.add(piece(blocks.size(), piece.toString().strip()));
        boolean pictured = DrawTimeline.worthIt(simulation);
        if (pictured) {
            errands.note(actor.workspace(), actor.user(), What.TIMELINE, Whose.ANYBODYS, DrawTimeline.write(decided));
        }
        blocks.add(context(row -> row.blockId("approval.timeline.note").elements(List.of(markdownText(
                "Times are yours (" + SimulationText.city(text.reader()) + ")."
                        + (pictured ? " The picture is on its way to your direct messages with Steward." : ""))))));
        return blocks;
    }

    private static LayoutBlock piece(int number, String words) {
        return section(text -> text.blockId("approval.timeline." + number).text(markdownText(words)));
    }
}
