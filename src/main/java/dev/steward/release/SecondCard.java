package dev.steward.release;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.divider;

import java.util.ArrayList;
import java.util.List;

import com.slack.api.model.block.LayoutBlock;

import dev.steward.release.Release.Second;
import dev.steward.slack.Message;
import dev.steward.slack.Phrases;
import dev.steward.slack.Press;
import dev.steward.slack.Quoted;
import dev.steward.slack.TextBlocks;

/** What the second person sees before a release goes out. Pure. */
final class SecondCard {
    static final Press<ReleaseAsShown> AGREE = Press.of("release.second.agree", ReleaseAsShown.CODEC);
    static final Press<ReleaseAsShown> SEND_BACK = Press.of("release.second.back", ReleaseAsShown.CODEC);

    private SecondCard() {}

    /**
     * @param reach where it would go now
     * @param check what there is to know of that, see {@link ReachCheck#lines}
     */
    static Message of(Shown shown, Reach reach, List<String> check) {
        Release release = shown.release();
        Second second = release.second();
        String what = "*" + release.facts().reference() + "* " + Quoted.line(release.content().name(), 600);
        if (second == null || !release.waitsForSecond()) {
            String state = switch (release.state()) {
                case PLANNED -> second != null && second.agreed()
                        ? second.person().mention() + " looked at it. " + goes(release)
                        : "Nobody needs to look at it now.";
                case PUBLISHED -> "It was published.";
                case DRAFT -> "It is a draft again.";
                case RETRACTED, DISCARDED -> "It was " + release.state().word() + ".";
            };
            return new Message(release.facts().reference() + ": nothing to do",
                    List.of(TextBlocks.section("release.second", what + "\n" + state)));
        }
        var planner = release.workings().plannedBy() == null ? release.owner() : release.workings().plannedBy();
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(TextBlocks.section("release.second", planner.mention() + " asks " + second.person().mention()
                + " to look at " + what + " before it goes to "
                + ReleasePage.channels(reach.size()) + ". " + goes(release) + " This is what it says:"));
        PublicLine.of(release).ifPresent(line -> blocks.add(TextBlocks.section("release.second.public", line)));
        for (int line = 0; line < check.size(); line++) {
            blocks.add(TextBlocks.section("release.second.check." + line, check.get(line)));
        }
        blocks.add(divider(d -> d.blockId("release.second.above")));
        blocks.addAll(ReleaseCard.says(shown));
        blocks.add(divider(d -> d.blockId("release.second.below")));
        ReleaseAsShown about = ReleaseAsShown.of(release, reach);
        blocks.add(actions(row -> row.blockId("release.second.buttons").elements(List.of(
                AGREE.primary("Looks good, publish it" + PublicLine.onButton(release), about),
                SEND_BACK.button("Send it back", about),
                ReleasePage.PREVIEW.button("Preview", release.facts().id())))));
        return new Message(release.facts().reference() + " waits for " + second.person().mention()
                + " to look at it", blocks);
    }

    private static String goes(Release release) {
        return switch (release.when()) {
            case When.Now() -> "It goes out as soon as they agree.";
            case When.At(var at) -> release.workings().ready()
                    ? "Its time has come."
                    : "It is to go out " + Phrases.time(at) + ".";
            case When.OnGate(var gate, var initiative) -> release.workings().ready()
                    ? "Its gate has approved."
                    : "It goes out when its gate approves.";
        };
    }
}
