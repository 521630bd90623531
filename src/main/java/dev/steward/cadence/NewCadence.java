package dev.steward.cadence;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.element.BlockElements.button;

import java.util.List;

import com.slack.api.model.block.LayoutBlock;
import org.springframework.stereotype.Component;

import dev.steward.cadence.ReadCadence.Understanding;
import dev.steward.schedule.WorkspaceHolidays;
import dev.steward.slack.Actor;
import dev.steward.slack.Message;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Reply;
import dev.steward.slack.SlackRequest.CommandRequest;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.Area;
import dev.steward.workspace.Areas;

/** Sets a cadence up from words at once where they are clear, and else opens the form with what was understood of them. */
@Component
class NewCadence {
    private static final int SENTENCES = 2_000;
    private final ReadCadence reads;
    private final CreateCadence create;
    private final FillCadenceForm form;
    private final Sessions sessions;
    private final Areas areas;
    private final WorkspaceHolidays holidays;

    NewCadence(ReadCadence reads, CreateCadence create, FillCadenceForm form, Sessions sessions, Areas areas,
            WorkspaceHolidays holidays) {
        this.reads = reads;
        this.create = create;
        this.form = form;
        this.sessions = sessions;
        this.areas = areas;
        this.holidays = holidays;
    }

    Reply begin(CommandRequest request, String typed) {
        Actor actor = request.actor();
        Understanding read = reads.read(actor, request.channel(), typed);
        Rules rules = read.rules();
        if (rules == null) {
            return form.begin(actor, read.draft(), ":warning: "
                    + Mrkdwn.escape(String.join("\n", read.mistakes().values()), SENTENCES));
        }
        return Reply.says(said(create.create(actor.workspace(), request.key(), actor.user(), rules)));
    }

    private Message said(Cadence cadence) {
        Rules rules = cadence.rules();
        String area = rules.area() == null
                ? null
                : areas.find(cadence.facts().workspace(), rules.area()).map(Area::name).orElse(null);
        String next = sessions.open(cadence.facts().workspace(), cadence.facts().id()).stream().findFirst()
                .map(session -> "\n*Next:* " + CadenceLine.time(cadence, session.startsAt())
                        + (session.facilitator() == null
                                ? ""
                                : ", " + session.facilitator().mention() + " facilitates"))
                .orElse("");
        String text = ":white_check_mark: " + CadenceLine.name(cadence) + " is set up, in " + rules.channel().link()
                + "." + next + "\n"
                + String.join("\n", SayRules.sentences(rules, holidays.of(cadence.facts().workspace()), area));
        CadenceId id = cadence.facts().id();
        List<LayoutBlock> blocks = List.of(TextBlocks.section("cadence.new.said", Mrkdwn.cut(text, 2_990)),
                actions(row -> row.blockId("cadence.new.do").elements(List.of(
                        CadencePage.CHANGE.button("Change", id), CadencePage.OPEN.button("See it", id)))));
        return new Message(cadence.facts().reference() + " is set up.", blocks);
    }
}
