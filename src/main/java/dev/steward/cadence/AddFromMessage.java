package dev.steward.cadence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.cadence.AgendaItem.Said;
import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.ChannelAccess;
import dev.steward.slack.Modals;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.MessageShortcutRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.slack.SlackText;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Puts a message on an agenda: its words, who wrote it, and the way back to it. */
@Component
class AddFromMessage implements SlackFeature {
    static final String SHORTCUT = "cadence.agenda.add";
    private static final int OFFERED = 50;

    private final FindCadences find;
    private final CadenceLookup lookup;
    private final Cadences cadences;
    private final Participants participants;
    private final ChangeAgenda agendas;
    private final SessionPress presses;
    private final SlackLinks links;
    private final Members members;
    private final ChannelAccess channels;

    AddFromMessage(FindCadences find, CadenceLookup lookup, Cadences cadences, Participants participants,
            ChangeAgenda agendas,
            SessionPress presses, SlackLinks links, Members members,
            ChannelAccess channels) {
        this.find = find;
        this.lookup = lookup;
        this.cadences = cadences;
        this.participants = participants;
        this.agendas = agendas;
        this.presses = presses;
        this.links = links;
        this.members = members;
        this.channels = channels;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route.MessageShortcut(SHORTCUT, "Add to an agenda", "Puts this message on a review's agenda",
                        Access.MEMBERS,
                        this::chosen),
                new Route.Submission(AgendaForms.FROM_MESSAGE, Access.MEMBERS, this::sent));
    }

    private Reply chosen(MessageShortcutRequest request) {
        return new Reply.Opens(Modals.says("Add to an agenda", "One moment …"), () -> form(request));
    }

    private View form(MessageShortcutRequest request) {
        List<Cadence> offered = offered(request);
        if (offered.isEmpty()) {
            return Modals.says("Add to an agenda",
                    "No review with an agenda meets here, and you take part in none. `/cadence new` begins one.");
        }
        String words = plain(request.actor().workspace(), request.text());
        String first = words.lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst()
                .orElse("A message");
        String author = name(request.actor().workspace(), request.authorId());
        String notes = words.strip().equals(first) && first.length() <= Said.TITLE ? "" : ":\n" + words.strip();
        Optional<String> link = links.of(request.actor().workspace(), request.message());
        return AgendaForms.fromMessage(offered, cut(first, Said.TITLE), cut("From " + author + notes, Said.NOTES),
                link.orElse(""),
                notice(request, link.isPresent()));
    }

    private @Nullable String notice(MessageShortcutRequest request, boolean linked) {
        String closed = channels.find(request.actor().workspace(), request.message().channel()).open()
                ? ""
                : "This message isn't from a public channel. All who can see the review you choose will read its words. ";
        String missing = linked ? "" : "Steward is not in that channel, so the link to the message is missing.";
        return closed.isEmpty() && missing.isEmpty() ? null : (closed + missing).strip();
    }

    /** Those that meet in the message's channel; else those that concern the member; else all. */
    private List<Cadence> offered(MessageShortcutRequest request) {
        Actor actor = request.actor();
        List<FindCadences.Found> found = find.list(actor,
                participants.groupsOf(actor.workspace(), actor.user()), request.message().channel(), 0, OFFERED);
        List<Cadence> all = new ArrayList<>(
                cadences.find(actor.workspace(), found.stream().map(FindCadences.Found::id).toList()).stream()
                        .filter(cadence -> !cadence.rules().written()).toList());
        List<CadenceId> order = found.stream().map(FindCadences.Found::id).toList();
        all.sort((one, other) -> Integer.compare(order.indexOf(one.facts().id()), order.indexOf(other.facts().id())));
        List<Cadence> here = all.stream()
                .filter(cadence -> cadence.rules().channel().equals(request.message().channel())).toList();
        List<CadenceId> mine = found.stream().filter(each -> each.part() == FindCadences.Part.MINE)
                .map(FindCadences.Found::id).toList();
        List<Cadence> concerning = all.stream().filter(cadence -> mine.contains(cadence.facts().id())).toList();
        return !here.isEmpty() ? here : !concerning.isEmpty() ? concerning : all;
    }

    private Reply sent(SubmissionRequest sent) {
        Optional<Cadence> cadence = CadenceId.CODEC.read(sent.values().value(AgendaForms.WHICH))
                .flatMap(id -> lookup.find(sent.actor(), id));
        if (cadence.isEmpty()) {
            return Reply.refuses(AgendaForms.WHICH, ChangeCadence.NONE);
        }
        String link = sent.privateMetadata();
        try {
            Said said = AgendaForms.read(sent.values(), 0);
            if (said == null) {
                return Reply.refuses(AgendaForms.title(0), "Please say what should be talked about.");
            }
            agendas.add(sent.actor().workspace(), cadence.get().facts().id(), sent.key(), sent.actor().user(), said,
                    SteerForms.address(link) ? link : null);
            return new Reply.Updates(Modals.done("Add to an agenda", List.of(TextBlocks.section(
                    "cadence.item.added", "It is on the agenda of " + TellOfMeetings.bold(cadence.get()) + "."))));
        } catch (Refused refused) {
            return Reply.refuses(AgendaForms.title(0), presses.plain(sent.actor(), refused));
        }
    }

    private String plain(WorkspaceId workspace, String text) {
        return SlackText.plain(text, id -> name(workspace, id));
    }

    private String name(WorkspaceId workspace, @Nullable String user) {
        return user == null
                ? "an app"
                : members.find(workspace, new UserId(user)).map(Member::name).orElse("somebody");
    }

    private static String cut(String words, int most) {
        return Mrkdwn.cut(words.strip(), most);
    }
}
