package dev.steward.cadence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.view.View;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import dev.steward.cadence.Previews.Line;
import dev.steward.cadence.ReadCadence.Understanding;
import dev.steward.schedule.Recurrence;
import dev.steward.schedule.RecurrenceAnswer.NotUnderstood;
import dev.steward.schedule.RecurrenceAnswer.Understood;
import dev.steward.schedule.RecurrenceSentence;
import dev.steward.schedule.WorkspaceHolidays;
import dev.steward.slack.Actor;
import dev.steward.slack.Modals;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Reply;
import dev.steward.slack.Route.Usage;
import dev.steward.slack.SlackRequest.CommandRequest;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.Members;

/** {@code /cadence preview}: the next twenty, of a cadence that is there or of words, of which nothing is saved. */
@Component
@Order(30)
class ShowPreview implements CadenceWords {
    private static final int SENTENCE = 1_500;

    private final CadenceLookup lookup;
    private final PreviewCadence previews;
    private final ReadCadence reads;
    private final CheckDraft check;
    private final Members members;
    private final WorkspaceHolidays holidays;

    ShowPreview(CadenceLookup lookup, PreviewCadence previews, ReadCadence reads, CheckDraft check, Members members,
            WorkspaceHolidays holidays) {
        this.lookup = lookup;
        this.previews = previews;
        this.reads = reads;
        this.check = check;
        this.members = members;
        this.holidays = holidays;
    }

    @Override
    public List<Usage> usages() {
        return List.of(
                new Usage("preview REV-2", "See its next 20, with who facilitates, holidays and clock changes")
                        .reading(),
                new Usage("preview last working day of the quarter 15:00 with @pms",
                        "See what these words would give; nothing is saved").reading());
    }

    @Override
    public Optional<Reply> answer(CommandRequest request, String word, String rest) {
        if (!word.equals("preview")) {
            return Optional.empty();
        }
        Actor actor = request.actor();
        if (rest.isEmpty()) {
            return Optional.of(Reply.says("Preview what? For example `" + request.command() + " preview REV-2` or `"
                    + request.command() + " preview every other Tuesday 10:00`."));
        }
        Optional<Reference> reference = Reference.parse(rest);
        if (reference.isPresent()) {
            return Optional.of(lookup.find(actor, reference.get())
                    .map(cadence -> Reply.opens(view(actor, cadence)))
                    .orElseGet(() -> Reply.says("There is no " + reference.get() + " here.")));
        }
        Understanding read = reads.read(actor, request.channel(), rest);
        return Optional.of(switch (check.when(actor.workspace(), read.draft())) {
            case NotUnderstood unclear -> Reply.says(Mrkdwn.escape(unclear.sentence(), SENTENCE));
            case Understood understood -> Reply.opens(view(actor, understood.recurrence(),
                    previews.of(actor.workspace(), read.draft(), understood.recurrence(), null, PreviewCadence.ALL),
                    "Nothing is saved."));
        });
    }

    View view(Actor actor, Cadence cadence) {
        return view(actor, cadence.rules().recurrence(), previews.of(cadence, PreviewCadence.ALL),
                CadenceLine.name(cadence) + (cadence.active() ? "" : " · " + cadence.state().word()));
    }

    private View view(Actor actor, Recurrence recurrence, List<Line> lines, String said) {
        String rhythm = Mrkdwn.escape(
                RecurrenceSentence.of(Following.rule(recurrence), holidays.of(actor.workspace())), 500);
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(TextBlocks.section("cadence.preview.what", "*" + rhythm + "*\n" + said));
        List<String> pieces = lines.isEmpty()
                ? List.of("Nothing is to come: that is over already.")
                : PreviewCadence.pieces(previews.said(lines, recurrence.zone(),
                        members.zone(actor.workspace(), actor.user())));
        for (String piece : pieces) {
            blocks.add(TextBlocks.section("cadence.preview." + blocks.size(), piece));
        }
        return Modals.shows("The next ones", blocks);
    }
}
