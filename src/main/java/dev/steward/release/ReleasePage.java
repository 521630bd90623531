package dev.steward.release;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.composition.BlockCompositions.confirmationDialog;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewTitle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.initiative.Initiative;
import dev.steward.release.Arrival.Fate;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Phrases;
import dev.steward.slack.Press;
import dev.steward.slack.Quoted;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.ChannelId;

/** The page of one release: how far it is, where it goes, and all that can be done with it. */
final class ReleasePage {
    /** Opens it, from any message or view. */
    static final Press<ReleaseId> OPEN = Press.of("release.page.open", IdCodecs.RELEASE);
    static final Press<ReleaseId> EDIT = Press.of("release.page.edit", IdCodecs.RELEASE);
    static final Press<ReleaseId> PREVIEW = Press.of("release.page.preview", IdCodecs.RELEASE);
    static final Press<ReleaseId> TEST = Press.of("release.page.test", IdCodecs.RELEASE);
    static final Press<ReleaseVersion> CALL_BACK = Press.of("release.page.call-back", ReleaseVersion.CODEC);
    static final Press<ReleaseId> SECOND = Press.of("release.page.second", IdCodecs.RELEASE);
    static final Press<ReleaseId> RETRACT = Press.of("release.page.retract", IdCodecs.RELEASE);
    static final Press<ReleaseVersion> DISCARD = Press.of("release.page.discard", ReleaseVersion.CODEC);
    static final Press<ReleaseId> HAND_OVER = Press.of("release.page.hand-over", IdCodecs.RELEASE);
    static final Press<ReleaseId> HISTORY = Press.of("release.page.history", IdCodecs.RELEASE);
    private static final int LINES = 40;
    private static final int SECTION = 2_900;
    private static final int NAMED = 8;
    private static final int TROUBLES = 3;

    private ReleasePage() {}

    /**
     * All the page shows.
     *
     * @param reach     where it goes; once it is out, the channels that have it as it is now
     * @param arrival   how its copies fare; null until it is out
     * @param asOf      when that was so
     * @param audiences those it is for that are there
     * @param gate      the title of the gate it waits for
     * @param waitsFor  the initiative the gate is to approve
     * @param missing   why it cannot be planned now, mrkdwn; null when it can
     * @param lines     what others have to say of it, mrkdwn
     * @param said      a sentence on top, mrkdwn; null for none
     */
    record Shown(Release release, boolean mayEdit, boolean mayHandOver, Reach reach, @Nullable Arrival arrival,
            Instant asOf, Map<AudienceId, Audience> audiences, @Nullable String gate, @Nullable Initiative waitsFor,
            @Nullable String missing, List<String> lines, @Nullable String said) {}

    static View view(Shown shown) {
        Release release = shown.release();
        List<LayoutBlock> blocks = new ArrayList<>();
        if (shown.said() != null) {
            blocks.add(TextBlocks.section("release.page.said", shown.said()));
        }
        blocks.add(TextBlocks.section("release.page.title",
                "*" + Quoted.line(release.content().name(), 600) + "*\n" + state(shown)));
        blocks.add(TextBlocks.section("release.page.where", where(shown)));
        PublicLine.of(release).ifPresent(line -> blocks.add(TextBlocks.section("release.page.public", line)));
        blocks.add(TextBlocks.small("release.page.who", who(release)));
        if (shown.missing() != null) {
            blocks.add(TextBlocks.section("release.page.missing", ":point_right: " + shown.missing()));
        }
        lines(blocks, shown.lines());
        buttons(blocks, shown);
        return View.builder().type("modal").callbackId("release.page")
                .privateMetadata(release.facts().id().toString())
                .title(viewTitle(t -> t.type("plain_text").text(release.facts().reference().toString())))
                .close(viewClose(c -> c.type("plain_text").text("Done"))).blocks(blocks).build();
    }

    /** How far it is, in a sentence. */
    private static String state(Shown shown) {
        Release release = shown.release();
        return switch (release.state()) {
            case DRAFT -> release.when() instanceof When.Now
                    ? "A *draft*. It goes out as soon as it is published."
                    : "A *draft*. Once it is planned, it goes out " + when(shown) + ".";
            case PLANNED -> planned(shown);
            case PUBLISHED -> "*Published* "
                    + (release.publishedAt() == null ? "" : Phrases.time(release.publishedAt()))
                    + (release.edition() > 1 ? ", and changed since: this is edition " + release.edition() : "") + ".";
            case RETRACTED -> "*Retracted*" + Quoted.ending(release.because(), 1_000);
            case DISCARDED -> "*Discarded*. It was never announced.";
        };
    }

    private static String planned(Shown shown) {
        Release release = shown.release();
        if (release.workings().ready()) {
            return release.second() == null
                    ? "*Planned*, and held: by now it reaches so many channels that a second person has to look at it."
                    : "*Planned*. It goes out as soon as " + release.second().person().mention() + " agrees.";
        }
        String second = release.second() == null
                ? ""
                : release.second().agreed()
                        ? " " + release.second().person().mention() + " has looked at it."
                        : " " + release.second().person().mention() + " has to look at it first.";
        return "*Planned*. It goes out " + when(shown) + "." + second;
    }

    /** To stand after "It goes out". */
    static String when(Shown shown) {
        return switch (shown.release().when()) {
            case When.Now now -> "at once";
            case When.At(var at) -> Phrases.time(at);
            case When.OnGate(var gate, var initiative) ->
                "when " + Phrases.bold(shown.gate() == null ? gate : shown.gate()) + " approves "
                        + (shown.waitsFor() == null
                                ? "its initiative"
                                : "*" + shown.waitsFor().reference() + "* "
                                        + Quoted.line(shown.waitsFor().name(), 100));
        };
    }

    /** {@code Goes to 12 channels: Sales (8), Support (3) and #general.} */
    private static String where(Shown shown) {
        if (shown.arrival() != null) {
            return went(shown, shown.arrival());
        }
        if (shown.reach().size() == 0) {
            return "It goes nowhere yet.";
        }
        String verb = shown.release().state() == State.DISCARDED ? "Would have gone to " : "Goes to ";
        return verb + "*" + channels(shown.reach().size()) + "*: " + Phrases.and(Phrases.few(names(shown))) + ".";
    }

    /** Where it is, and where it is not, and why. What is on its way may be there when this is read, so it says as of when. */
    private static String went(Shown shown, Arrival arrival) {
        List<String> lines = new ArrayList<>();
        lines.add(ArrivalText.of(shown.release(), arrival)
                + (arrival.count(Fate.PENDING) == 0 ? "" : ReportCard.BETWEEN + "as of " + Phrases.time(shown.asOf())));
        if (shown.reach().size() > 0) {
            lines.add("In " + Phrases.and(Phrases.few(names(shown))) + ".");
        }
        List<Arrival.Place> trouble = arrival.trouble();
        trouble.stream().limit(TROUBLES).map(ReportCard::line).forEach(lines::add);
        if (trouble.size() > TROUBLES) {
            lines.add("… and " + (trouble.size() - TROUBLES) + " more under “Where it went”");
        }
        return String.join("\n", lines);
    }

    private static List<String> names(Shown shown) {
        Map<AudienceId, Integer> counts = new LinkedHashMap<>();
        List<String> others = new ArrayList<>();
        shown.reach().channels().forEach((ChannelId channel, Optional<AudienceId> audience) -> audience
                .ifPresentOrElse(id -> counts.merge(id, 1, Integer::sum), () -> others.add(channel.link())));
        List<String> names = new ArrayList<>();
        counts.forEach((id, count) -> {
            Audience audience = shown.audiences().get(id);
            names.add((audience == null ? "an audience" : Quoted.line(audience.name(), 100)) + " (" + count + ")");
        });
        names.addAll(others.size() <= NAMED ? others : List.of(channels(others.size()) + " besides"));
        return names;
    }

    static String channels(int count) {
        return count + (count == 1 ? " channel" : " channels");
    }

    private static String who(Release release) {
        Content content = release.content();
        return "Tier " + content.tier() + "  ·  from " + release.owner().mention()
                + (content.editors().isEmpty()
                        ? ""
                        : "  ·  " + Phrases.people(content.editors()) + " may edit it")
                + "  ·  drafted " + Phrases.time(release.facts().draftedAt());
    }

    private static void lines(List<LayoutBlock> blocks, List<String> lines) {
        var text = new StringBuilder();
        int part = 0;
        for (String line : lines.stream().limit(LINES).toList()) {
            if (text.length() + line.length() + 1 > SECTION) {
                blocks.add(TextBlocks.section("release.page.lines." + part++, text.toString()));
                text.setLength(0);
            }
            text.append(text.isEmpty() ? "" : "\n").append(Mrkdwn.cut(line, 500));
        }
        if (!text.isEmpty()) {
            blocks.add(TextBlocks.section("release.page.lines." + part, text.toString()));
        }
    }

    private static void buttons(List<LayoutBlock> blocks, Shown shown) {
        Release release = shown.release();
        ReleaseId id = release.facts().id();
        State state = release.state();
        boolean edits = shown.mayEdit();
        List<BlockElement> first = new ArrayList<>();
        if (edits && state == State.DRAFT && shown.missing() == null) {
            first.add(PlanForm.OPEN.primary(plan(shown), id));
        }
        boolean over = state == State.RETRACTED || state == State.DISCARDED;
        if (edits && !over) {
            first.add(EDIT.button("Edit", id));
        }
        first.add(PREVIEW.button("Preview", id));
        if (!over) {
            first.add(TEST.button("Send a test to me", id));
        }
        if (edits && (state == State.PUBLISHED || state == State.RETRACTED)) {
            first.add(ReportCard.ALL.button("Where it went", id));
        }
        if (edits && state == State.PLANNED) {
            first.add(SECOND.button(release.second() == null ? "Ask somebody to look at it" : "Ask somebody else", id));
            first.add(CALL_BACK.button("Call back", ReleaseVersion.of(release)));
        }
        blocks.add(actions(row -> row.blockId("release.page.do").elements(first)));
        List<BlockElement> second = new ArrayList<>();
        if (edits && state == State.PUBLISHED) {
            second.add(RETRACT.danger("Retract", id));
        }
        if (edits && state == State.DRAFT) {
            second.add(discard(release));
        }
        if (shown.mayHandOver()) {
            second.add(HAND_OVER.button("Hand over", id));
        }
        if (!over) {
            second.add(TasksView.LIST.button("Checklist", id));
        }
        second.add(HISTORY.button("History", id));
        blocks.add(actions(row -> row.blockId("release.page.more").elements(second)));
    }

    private static ButtonElement discard(Release release) {
        ButtonElement discard = DISCARD.danger("Discard", ReleaseVersion.of(release));
        discard.setConfirm(confirmationDialog(ask -> ask.title(plainText("Discard " + release.facts().reference()))
                .text(markdownText("It will never be announced. This cannot be undone."))
                .confirm(plainText("Discard")).deny(plainText("Keep it")).style("danger")));
        return discard;
    }

    /** What pressing it will do, to how many channels. */
    private static String plan(Shown shown) {
        String channels = channels(shown.reach().size());
        return switch (shown.release().when()) {
            case When.Now now -> "Publish to " + channels;
            case When.At at -> "Schedule for " + channels;
            case When.OnGate gate -> "Plan for " + channels;
        } + PublicLine.onButton(shown.release());
    }
}
