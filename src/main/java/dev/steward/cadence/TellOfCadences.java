package dev.steward.cadence;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.element.BlockElements.button;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import org.springframework.stereotype.Component;

import dev.steward.delivery.Notices;
import dev.steward.delivery.Notices.Recipient;
import dev.steward.schedule.HolidayCalendar;
import dev.steward.schedule.Recurrence;
import dev.steward.schedule.WorkspaceHolidays;
import dev.steward.slack.Message;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.UserId;

/** Tells a cadence's channel what becomes of it, and its new owner that it is theirs. */
@Component
class TellOfCadences implements HearCadences {
    private final Notices notices;
    private final WorkspaceHolidays holidays;

    TellOfCadences(Notices notices, WorkspaceHolidays holidays) {
        this.notices = notices;
        this.holidays = holidays;
    }

    @Override
    public void heard(Cadence cadence, CadenceHappening happening) {
        UserId by = happening.by();
        String who = by == null ? "Steward" : by.mention();
        switch (happening.kind()) {
            case CREATED -> channel(cadence, "created",
                    who + " set up " + CadenceLine.name(cadence) + ".\n" + rhythm(cadence, happening.at())
                            + "\nWith " + SayRules.people(cadence.rules().participants()) + ".",
                    true);
            case PAUSED -> channel(cadence, "paused." + cadence.version(),
                    who + " paused " + CadenceLine.name(cadence)
                            + ". Nothing takes place until it is resumed, and what is on its agenda stays.",
                    true);
            case RESUMED -> channel(cadence, "resumed." + cadence.version(),
                    who + " resumed " + CadenceLine.name(cadence) + ".\n" + rhythm(cadence, happening.at()), true);
            case ENDED -> channel(cadence, "ended", who + " ended " + CadenceLine.name(cadence)
                    + ". It does not take place any more.", false);
            case HANDED_OVER -> handedOver(cadence, happening, who);
            case CHANGED, REPLANNED, TURNED -> {
                // said where it matters, or on the session's card
            }
        }
    }

    /** Another time, or another channel: joins the transaction of the change. */
    void changed(Cadence cadence, UserId by, Instant now) {
        channel(cadence, "changed." + cadence.version(),
                by.mention() + " changed " + CadenceLine.name(cadence) + ".\n" + rhythm(cadence, now), true);
    }

    private void handedOver(Cadence cadence, CadenceHappening happening, String who) {
        UserId to = happening.to();
        if (to != null && !to.equals(happening.by())) {
            notices.say(cadence.facts().workspace(), cadence.facts().id().value(), "yours." + cadence.version(),
                    new Recipient.Direct(to), message(cadence, who + " handed " + CadenceLine.name(cadence)
                            + " over to you. You can change, pause and end it now.", true));
        }
    }

    private String rhythm(Cadence cadence, Instant now) {
        HolidayCalendar days = holidays.of(cadence.facts().workspace());
        Recurrence recurrence = cadence.rules().recurrence();
        return CadenceLine.rule(cadence.rules(), days) + ". "
                + recurrence.next(now, days).map(next -> "Next: " + CadenceLine.time(cadence, next.at()) + ".")
                        .orElse("");
    }

    private void channel(Cadence cadence, String occasion, String mrkdwn, boolean goesOn) {
        notices.say(cadence.facts().workspace(), cadence.facts().id().value(), occasion,
                new Recipient.Channel(cadence.rules().channel(), null), message(cadence, mrkdwn, goesOn));
    }

    private static Message message(Cadence cadence, String mrkdwn, boolean goesOn) {
        CadenceId id = cadence.facts().id();
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(TextBlocks.section("cadence.told", mrkdwn));
        if (goesOn) {
            List<BlockElement> buttons = new ArrayList<>();
            if (cadence.active() && !cadence.rules().written()) {
                buttons.add(CadencePage.AGENDA.button("Add to the agenda", id));
            }
            buttons.add(CadencePage.OPEN.button("See it", id));
            blocks.add(actions(row -> row.blockId("cadence.told.do").elements(buttons)));
        }
        return new Message(mrkdwn, blocks);
    }
}
