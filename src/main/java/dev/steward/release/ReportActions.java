package dev.steward.release;

import static com.slack.api.model.block.Blocks.divider;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.view.View;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.delivery.Cards;
import dev.steward.release.Arrival.Fate;
import dev.steward.release.Arrival.Place;
import dev.steward.slack.Access;
import dev.steward.slack.Claims;
import dev.steward.slack.Modals;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.ChannelId;

/** What is pressed on a release's report. A button says which release, or channel, it is about, and no more. */
@Component
class ReportActions implements SlackFeature {
    private static final int MOST = 500;
    private static final int SECTION = 2_800;
    private static final int TROUBLES = 40;
    private static final int QUESTIONS = 40;
    private static final String GONE = "There is no such release here any more.";
    private static final String OUTSIDER = "People of other organisations cannot see this.";

    private final Releases releases;
    private final ShowReport show;
    private final SkipChannel skip;
    private final ShowHistory history;
    private final Questions questions;
    private final Cards cards;
    private final TransactionTemplate transaction;

    ReportActions(Releases releases, ShowReport show, SkipChannel skip, ShowHistory history, Questions questions,
            Cards cards, TransactionTemplate transaction) {
        this.releases = releases;
        this.show = show;
        this.skip = skip;
        this.history = history;
        this.questions = questions;
        this.cards = cards;
        this.transaction = transaction;
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route.Action(ReportCard.AGAIN, Access.MEMBERS, press -> on(press, this::again)),
                new Route.Action(ReportCard.SKIP, Access.MEMBERS, press -> on(press, this::skip)),
                new Route.Action(ReportCard.ALL, Access.MEMBERS,
                        press -> on(press, (it, release) -> Reply.opens(all(release)))),
                new Route.Action(ReportCard.QUESTIONS, Access.MEMBERS, press -> on(press, this::asked)),
                new Route.Action(ReportCard.HISTORY, Access.MEMBERS, press -> on(press, this::history)),
                new Route.Action(HistoryView.TURN, Access.MEMBERS, press -> on(press, this::turn)));
    }

    @FunctionalInterface
    private interface Pressed {
        Reply answer(ActionRequest press, Release release);
    }

    /** Whoever may edit a release sees what became of it; its history is there for all who could read it. */
    private Reply on(ActionRequest press, Pressed pressed) {
        if (press.actor().outsider()) {
            return Reply.says(press, OUTSIDER);
        }
        Optional<Release> found = Optional.ofNullable(press.value())
                .flatMap(value -> Claims.id(value.split(" ", 2)[0]))
                .flatMap(id -> releases.find(press.actor().workspace(), new ReleaseId(id)));
        if (found.isEmpty()) {
            return Reply.says(press, GONE);
        }
        Release release = found.get();
        boolean mine = release.mayEdit(press.actor().user(), press.actor().role());
        boolean forAll = press.actionId().startsWith(ReportCard.HISTORY) && release.edition() > 0;
        return mine || forAll
                ? pressed.answer(press, release)
                : Reply.says(press, "Only " + release.owner().mention()
                        + ", whom they let edit it, ops people and admins can do that.");
    }

    private Reply again(ActionRequest press, Release release) {
        try {
            int sent = skip.tryAgain(press.actor(), release.facts().id());
            return Reply.says(press, switch (sent) {
                case 0 -> "No copy is failed any more, so there is nothing to try again.";
                case 1 -> "Steward tries once more. The report shows what comes of it.";
                default -> "Steward tries " + sent + " channels once more. The report shows what comes of it.";
            });
        } catch (Refused refused) {
            return Reply.says(press, refused.sentence());
        }
    }

    private Reply skip(ActionRequest press, Release release) {
        String[] parts = String.valueOf(press.value()).split(" ");
        if (parts.length != 2) {
            return Reply.says(press, GONE);
        }
        try {
            skip.skip(press.actor(), release.facts().id(), new ChannelId(parts[1]));
        } catch (Refused refused) {
            transaction.executeWithoutResult(status -> cards.changed(press.actor().workspace(), Reports.NAME,
                    release.facts().id().value()));
            return Reply.says(press, refused.sentence());
        }
        return press.view() == null ? Reply.done() : new Reply.Updates(all(release));
    }

    private View all(Release release) {
        Arrival arrival = show.arrival(release);
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(TextBlocks.section("release.report.what", ReleaseCard.summary(release)));
        List<Place> trouble = arrival.trouble();
        trouble.stream().limit(TROUBLES).forEach(place -> blocks.add(ReportCard.trouble(release, place)));
        List<Place> rest = new ArrayList<>(trouble.stream().skip(TROUBLES).toList());
        for (Fate fate : List.of(Fate.PENDING, Fate.DELIVERED, Fate.SKIPPED)) {
            arrival.places().stream().filter(place -> place.fate() == fate).forEach(rest::add);
        }
        if (!trouble.isEmpty() && !rest.isEmpty()) {
            blocks.add(divider(d -> d.blockId("release.report.between")));
        }
        List<String> lines = new ArrayList<>(rest.stream().limit(MOST).map(ReportCard::line).toList());
        if (rest.size() > MOST) {
            lines.add("… and " + (rest.size() - MOST) + " more");
        }
        blocks.addAll(sections("release.report.lines", lines, "\n"));
        return Modals.shows("Where it went", blocks);
    }

    private Reply asked(ActionRequest press, Release release) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(TextBlocks.section("release.report.what", ReleaseCard.summary(release)));
        List<Question> all = questions.about(press.actor().workspace(), release.facts().id(), QUESTIONS + 1);
        List<String> lines = new ArrayList<>(all.stream().limit(QUESTIONS).map(QuestionWords::line).toList());
        if (all.size() > QUESTIONS) {
            lines.add("… and older ones");
        }
        blocks.addAll(sections("release.report.questions", lines, "\n\n"));
        return Reply.opens(Modals.shows("Questions", blocks));
    }

    /** As few as hold these lines. */
    private static List<LayoutBlock> sections(String id, List<String> lines, String between) {
        List<LayoutBlock> blocks = new ArrayList<>();
        var text = new StringBuilder();
        for (String line : lines) {
            if (!text.isEmpty() && text.length() + line.length() > SECTION) {
                blocks.add(TextBlocks.section(id + "." + blocks.size(), text.toString()));
                text.setLength(0);
            }
            text.append(text.isEmpty() ? "" : between).append(line);
        }
        if (!text.isEmpty()) {
            blocks.add(TextBlocks.section(id + "." + blocks.size(), text.toString()));
        }
        return blocks;
    }

    private Reply history(ActionRequest press, Release release) {
        return Reply.opens(history.of(release, 0));
    }

    private Reply turn(ActionRequest press, Release release) {
        String[] parts = String.valueOf(press.value()).split(" ");
        int from = parts.length == 2 && parts[1].matches("\\d{1,6}") ? Integer.parseInt(parts[1]) : 0;
        return new Reply.Updates(history.of(release, from));
    }
}
