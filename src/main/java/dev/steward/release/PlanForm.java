package dev.steward.release;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.usersSelect;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;
import static com.slack.api.model.view.Views.viewTitle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.slack.Modals;
import dev.steward.slack.Press;
import dev.steward.slack.Quoted;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;

/** Says what publishing will do, to whom, and asks once more; and who looks at it first, where it reaches many. */
final class PlanForm {
    static final String CALLBACK = "release.plan";
    static final String SECOND = "release.plan.second";
    /** Opens it from a release's page. What is confirmed is what it shows then. */
    static final Press<ReleaseId> OPEN = Press.of("release.page.plan", IdCodecs.RELEASE);
    static final Press<ReleaseId> LOOK = Press.of("release.plan.look", IdCodecs.RELEASE);
    private static final int CHANNELS = 20;
    private static final int PARTS = 25;

    private PlanForm() {}

    /** What was sent: claims. @param shown null for what is none of this form */
    record Said(@Nullable ReleaseAsShown shown, @Nullable UserId second) {}

    /** While Slack is asked about the channels. */
    static View looking(Release release) {
        return Modals.says("One moment", ":hourglass_flowing_sand: Looking where *" + release.facts().reference()
                + "* goes …");
    }

    /**
     * @param wide   how many channels need no second person
     * @param check  what there is to know of where it goes
     * @param open   what of its checklist is not done, mrkdwn; null for nothing
     * @param notice on top, mrkdwn; null for none
     */
    static View view(ReleasePage.Shown shown, int wide, ReachCheck check, @Nullable String open,
            @Nullable String notice) {
        Release release = shown.release();
        boolean needed = shown.reach().size() > wide;
        boolean may = check.refusal().isEmpty();
        List<LayoutBlock> blocks = new ArrayList<>();
        if (notice != null) {
            blocks.add(TextBlocks.section("release.plan.notice", notice));
        }
        blocks.add(TextBlocks.section("release.plan.what", "*" + release.facts().reference() + "* "
                + Quoted.line(release.content().name(), 600) + "\n" + what(shown, needed)));
        if (open != null) {
            blocks.add(TextBlocks.section("release.plan.open", open));
        }
        blocks.add(TextBlocks.section("release.plan.public", PublicLine.of(release)
                .orElse("It is *not public*: it is not on the changelog.")));
        check(blocks, check);
        where(blocks, shown.reach(), shown.audiences());
        blocks.add(actions(row -> row.blockId("release.plan.do")
                .elements(List.of(LOOK.button("Look again", release.facts().id())))));
        if (may) {
            blocks.add(second(wide, needed));
        }
        var view = View.builder().type("modal").callbackId(CALLBACK)
                .privateMetadata(ReleaseAsShown.CODEC.encode(ReleaseAsShown.of(release, shown.reach())))
                .title(viewTitle(t -> t.type("plain_text").text(title(release))))
                .close(viewClose(c -> c.type("plain_text").text("Back"))).blocks(blocks);
        String submit = needed ? "Ask them" : title(release) + PublicLine.onButton(release);
        return may ? view.submit(viewSubmit(s -> s.type("plain_text").text(submit))).build() : view.build();
    }

    /** What there is to know of where it goes. */
    static void check(List<LayoutBlock> blocks, ReachCheck check) {
        int line = 0;
        for (String each : check.lines()) {
            blocks.add(TextBlocks.section("release.plan.check." + line++, each));
        }
    }

    private static LayoutBlock second(int wide, boolean needed) {
        String hint = needed
                ? "It reaches more than " + wide
                        + " channels, so a second person has to agree. They get a message with all of it."
                : "If you choose somebody, it goes out only once they agree.";
        return input(field -> field.blockId(SECOND).optional(!needed).label(plainText("Who looks at it first?"))
                .hint(plainText(hint)).element(usersSelect(people -> people.actionId(SECOND)
                        .placeholder(plainText("Choose somebody")))));
    }

    private static String title(Release release) {
        return switch (release.when()) {
            case When.Now now -> "Publish";
            case When.At at -> "Schedule";
            case When.OnGate gate -> "Plan";
        };
    }

    private static String what(ReleasePage.Shown shown, boolean needed) {
        String channels = "*" + ReleasePage.channels(shown.reach().size()) + "*";
        String agreed = needed ? ", once a second person has agreed" : "";
        return switch (shown.release().when()) {
            case When.Now now -> needed
                    ? "It goes out to " + channels + " as soon as a second person has agreed."
                    : "It goes out to " + channels + " at once. Afterwards you can edit and retract it, and Steward "
                            + "brings every copy up to date.";
            default -> "It goes out to " + channels + " " + ReleasePage.when(shown) + agreed
                    + ". Until then you can edit it and call it back.";
        };
    }

    /** Where it goes, by whose wording each channel reads. */
    static void where(List<LayoutBlock> blocks, Reach reach, Map<AudienceId, Audience> audiences) {
        Map<Optional<AudienceId>, List<ChannelId>> by = reach.channels().entrySet().stream()
                .collect(Collectors.groupingBy(Map.Entry::getValue, LinkedHashMap::new,
                        Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        int part = 0;
        for (var each : by.entrySet().stream().limit(PARTS).toList()) {
            Audience audience = each.getKey().map(audiences::get).orElse(null);
            List<ChannelId> channels = each.getValue();
            String name = audience == null ? "Other channels" : Quoted.line(audience.name(), 100);
            String links = channels.stream().limit(CHANNELS).map(ChannelId::link).collect(Collectors.joining(" "));
            String more = channels.size() > CHANNELS ? " and " + (channels.size() - CHANNELS) + " more" : "";
            blocks.add(TextBlocks.small("release.plan.where." + part++, "*" + name + "*: " + links + more));
        }
    }

    static Said read(SubmissionRequest sent) {
        String second = sent.values().value(SECOND);
        return new Said(ReleaseAsShown.CODEC.read(sent.privateMetadata()).orElse(null),
                second == null ? null : new UserId(second));
    }
}
