package dev.steward.cadence;

import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.element.BlockElements.button;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.slack.api.model.block.LayoutBlock;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import dev.steward.schedule.HolidayCalendar;
import dev.steward.schedule.WorkspaceHolidays;
import dev.steward.slack.Actor;
import dev.steward.slack.Message;
import dev.steward.slack.Reply;
import dev.steward.slack.Route.Usage;
import dev.steward.slack.SlackRequest.CommandRequest;
import dev.steward.workspace.UserId;

/** {@code /cadence next}: one's own next sessions, across cadences, in one's own time. */
@Component
@Order(25)
class NextSessions implements CadenceWords {
    private static final int MOST = 10;

    private final Cadences cadences;
    private final Sessions sessions;
    private final Participants participants;
    private final WorkspaceHolidays holidays;
    private final Clock clock;

    NextSessions(Cadences cadences, Sessions sessions, Participants participants, WorkspaceHolidays holidays,
            Clock clock) {
        this.cadences = cadences;
        this.sessions = sessions;
        this.participants = participants;
        this.holidays = holidays;
        this.clock = clock;
    }

    @Override
    public List<Usage> usages() {
        return List.of(new Usage("next", "See your next sessions, of all reviews").reading());
    }

    @Override
    public Optional<Reply> answer(CommandRequest request, String word, String rest) {
        return word.equals("next") ? Optional.of(Reply.says(next(request.actor()))) : Optional.empty();
    }

    /** One that is to come, or runs. @param facilitator as things are; null for nobody, and for later ones */
    private record Coming(Cadence cadence, Instant at, boolean runs,
            @org.jspecify.annotations.Nullable UserId facilitator) {}

    private Message next(Actor actor) {
        List<CadenceId> mine = cadences.concerning(actor.workspace(), actor.user(),
                participants.groupsOf(actor.workspace(), actor.user()));
        Map<CadenceId, Cadence> known = cadences.find(actor.workspace(), mine).stream().filter(Cadence::active)
                .collect(Collectors.toMap(cadence -> cadence.facts().id(), Function.identity()));
        List<Coming> coming = new ArrayList<>();
        for (Session session : sessions.open(actor.workspace(), known.keySet())) {
            Cadence cadence = known.get(session.facts().cadence());
            if (cadence != null) {
                coming.add(new Coming(cadence, session.startsAt(),
                        session.state() == SessionState.RUNNING || session.due(),
                        session.facilitator()));
            }
        }
        HolidayCalendar days = holidays.of(actor.workspace());
        Instant now = clock.instant();
        known.values().forEach(cadence -> cadence.rules().recurrence().after(now, days).limit(MOST).filter(
                one -> coming.stream().noneMatch(each -> each.cadence() == cadence && each.at().equals(one.at())))
                .forEach(one -> coming.add(new Coming(cadence, one.at(), false, null))));
        List<Coming> first = coming.stream().sorted(Comparator.comparing(Coming::at)).limit(MOST).toList();
        if (first.isEmpty()) {
            return Message.of("You take part in no review that is to come. `/cadence list` shows all there are.");
        }
        List<LayoutBlock> blocks = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            Coming each = first.get(i);
            String blockId = "cadence.next." + i;
            var open = CadencePage.OPEN.numbered(i).button("Open", each.cadence().facts().id());
            blocks.add(section(text -> text.blockId(blockId).text(markdownText(line(each, actor.user())))
                    .accessory(open)));
        }
        return new Message("Your next sessions", blocks);
    }

    private static String line(Coming each, UserId reader) {
        UserId facilitator = each.facilitator();
        return (each.runs() && each.cadence().rules().written()
                ? ":large_green_circle: Now, on everybody's own clock"
                : (each.runs() ? ":large_green_circle: Now, since " : "") + CadenceLine.time(each.cadence(), each.at()))
                + "\n"
                + CadenceLine.name(each.cadence()) + " · " + each.cadence().rules().channel().link()
                + (facilitator == null
                        ? ""
                        : facilitator.equals(reader)
                                ? " · *you facilitate*"
                                : " · " + facilitator.mention() + " facilitates");
    }
}
