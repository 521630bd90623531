package dev.steward.release;

import static com.slack.api.model.block.Blocks.divider;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.view.View;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.delivery.Cards;
import dev.steward.release.Arrival.Fate;
import dev.steward.release.Arrival.Place;
import dev.steward.release.ReportCard.CopyAsShown;
import dev.steward.slack.Access;
import dev.steward.slack.Modals;
import dev.steward.slack.Press;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.TextBlocks;

/** What is pressed on a release's report. */
@Component
class ReportActions implements SlackFeature {
    private static final int MOST = 500;
    private static final int SECTION = 2_800;
    private static final int TROUBLES = 40;
    private static final int QUESTIONS = 40;
    private static final String GONE = "There is no such release here any more.";

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
        return List.of(on(ReportCard.AGAIN, id -> id, (press, id, release) -> again(press, release)),
                on(ReportCard.SKIP, CopyAsShown::release, this::skip),
                on(ReportCard.ALL, id -> id, (press, id, release) -> Reply.opens(all(release))),
                on(ReportCard.QUESTIONS, id -> id, (press, id, release) -> asked(press, release)),
                on(ReportCard.HISTORY, id -> id, (press, id, release) -> Reply.opens(history.of(release, 0))),
                on(HistoryView.TURN, HistoryView.From::release,
                        (press, from, release) -> new Reply.Updates(history.of(release, from.newer()))));
    }

    @FunctionalInterface
    private interface Pressed<C> {
        Reply answer(ActionRequest press, C about, Release release);
    }

    /** Whoever may edit a release sees what became of it; its history is there for all who could read it. */
    private <C> Route on(Press<C> button, Function<C, ReleaseId> which, Pressed<C> pressed) {
        boolean history = button == ReportCard.HISTORY || button == HistoryView.TURN;
        return button.route(Access.MEMBERS, (press, about) -> {
            Optional<Release> found = releases.find(press.actor().workspace(), which.apply(about));
            if (found.isEmpty()) {
                return Reply.says(press, GONE);
            }
            Release release = found.get();
            return release.mayEdit(press.actor().user(), press.actor().role()) || history && release.edition() > 0
                    ? pressed.answer(press, about, release)
                    : Reply.says(press, "Only " + release.owner().mention()
                            + ", whom they let edit it, ops people and admins can do that.");
        });
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

    private Reply skip(ActionRequest press, CopyAsShown shown, Release release) {
        try {
            skip.skip(press.actor(), shown);
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
}
