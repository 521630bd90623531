package dev.steward.release;

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
import java.util.UUID;
import java.util.stream.Collectors;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.slack.Quoted;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;

/** Says what publishing will do, to whom, and asks once more; and who looks at it first, where it reaches many. */
final class PlanForm {
    static final String CALLBACK = "release.plan";
    static final String SECOND = "release.plan.second";
    private static final int CHANNELS = 20;
    private static final int PARTS = 25;

    private PlanForm() {}

    /**
     * What was sent: claims.
     *
     * @param version of the release that was shown
     * @param reach   how many channels were shown
     */
    record Said(ReleaseId release, long version, int reach, @Nullable UserId second) {}

    /**
     * @param wide   how many channels need no second person
     * @param open   what of its checklist is not done, mrkdwn; null for nothing
     * @param notice on top, mrkdwn; null for none
     */
    static View view(ReleasePage.Shown shown, int wide, @Nullable String open, @Nullable String notice) {
        Release release = shown.release();
        int reach = shown.reach().size();
        boolean needed = reach > wide;
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
        where(blocks, shown);
        String hint = needed
                ? "It reaches more than " + wide
                        + " channels, so a second person has to agree. They get a message with "
                        + "all of it."
                : "If you choose somebody, it goes out only once they agree.";
        blocks.add(input(field -> field.blockId(SECOND).optional(!needed).label(plainText("Who looks at it first?"))
                .hint(plainText(hint)).element(usersSelect(people -> people.actionId(SECOND)
                        .placeholder(plainText("Choose somebody"))))));
        String submit = needed ? "Ask them" : title(release) + PublicLine.onButton(release);
        return View.builder().type("modal").callbackId(CALLBACK)
                .privateMetadata(release.facts().id() + " " + release.version() + " " + reach)
                .title(viewTitle(t -> t.type("plain_text").text(title(release))))
                .submit(viewSubmit(s -> s.type("plain_text").text(submit)))
                .close(viewClose(c -> c.type("plain_text").text("Back"))).blocks(blocks).build();
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

    private static void where(List<LayoutBlock> blocks, ReleasePage.Shown shown) {
        Map<Optional<AudienceId>, List<ChannelId>> by = shown.reach().channels().entrySet().stream()
                .collect(Collectors.groupingBy(Map.Entry::getValue, LinkedHashMap::new,
                        Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        int part = 0;
        for (var each : by.entrySet().stream().limit(PARTS).toList()) {
            Audience audience = each.getKey().map(shown.audiences()::get).orElse(null);
            List<ChannelId> channels = each.getValue();
            String name = audience == null ? "Other channels" : Quoted.line(audience.name(), 100);
            String links = channels.stream().limit(CHANNELS).map(ChannelId::link).collect(Collectors.joining(" "));
            String more = channels.size() > CHANNELS ? " and " + (channels.size() - CHANNELS) + " more" : "";
            blocks.add(TextBlocks.small("release.plan.where." + part++, "*" + name + "*: " + links + more));
        }
    }

    /** Empty for what is none of this form. */
    static Optional<Said> read(SubmissionRequest sent) {
        String[] parts = sent.privateMetadata().split(" ");
        String second = sent.values().value(SECOND);
        try {
            return parts.length == 3
                    ? Optional.of(new Said(new ReleaseId(UUID.fromString(parts[0])), Long.parseLong(parts[1]),
                            Integer.parseInt(parts[2]), second == null ? null : new UserId(second)))
                    : Optional.empty();
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }
}
