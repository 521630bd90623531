package dev.steward.release;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.divider;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.option;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.button;
import static com.slack.api.model.block.element.BlockElements.staticSelect;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewTitle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.OptionObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.slack.Codec;
import dev.steward.slack.Message;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Press;
import dev.steward.slack.Quoted;
import dev.steward.slack.TextBlocks;

/** What each audience will see, made of the very blocks that it will see. Its buttons do nothing. */
final class Preview {
    /** The options of its select. */
    static final Press<Claim> AS = Press.of("release.preview.as", Claim.CODEC);
    static final Press<Claim> TEST = Press.of("release.preview.test", Claim.CODEC);
    /** The buttons of what is only shown. */
    static final String PRETEND = "release.preview.pretend";
    private static final String USUAL = "usual";
    private static final int OPTION = 75;

    private Preview() {}

    /** Who reads the same. @param audience null: in the usual words @param channels how many */
    record Look(@Nullable AudienceId audience, String name, int channels) {}

    /** A look at a release: what the select and the button say. */
    record Claim(ReleaseId release, @Nullable AudienceId audience) {
        static final Codec<Claim> CODEC = Codec.of(
                claim -> List.of(claim.release(), claim.audience() == null ? USUAL : claim.audience()), in -> {
                    var release = new ReleaseId(in.id());
                    String word = in.word();
                    return new Claim(release, word.equals(USUAL) ? null : new AudienceId(UUID.fromString(word)));
                });

        static Claim of(Release release, Look look) {
            return new Claim(release.facts().id(), look.audience());
        }
    }

    /** One for each of its audiences, in order, and one for the other channels; at least one. */
    static List<Look> looks(Release release, Reach reach, Map<AudienceId, Audience> known) {
        Map<Optional<AudienceId>, Integer> counts = new LinkedHashMap<>();
        reach.channels().values().forEach(audience -> counts.merge(audience, 1, Integer::sum));
        List<Look> looks = new ArrayList<>();
        for (Addressed each : release.content().audiences()) {
            Audience audience = known.get(each.audience());
            if (audience != null) {
                looks.add(new Look(audience.id(), audience.name(),
                        counts.getOrDefault(Optional.of(audience.id()), 0)));
            }
        }
        int others = counts.getOrDefault(Optional.<AudienceId>empty(), 0);
        if (others > 0 || looks.isEmpty()) {
            looks.add(new Look(null, "Other channels", others));
        }
        return looks;
    }

    /**
     * @param message what those channels will see
     * @param said    a sentence on top, mrkdwn; null for none
     */
    static View view(Release release, List<Look> looks, Look chosen, Message message, @Nullable String said) {
        List<LayoutBlock> blocks = new ArrayList<>();
        if (said != null) {
            blocks.add(TextBlocks.section("release.preview.said", said));
        }
        List<OptionObject> options = looks.stream()
                .map(look -> option(plainText(label(look), false), AS.value(Claim.of(release, look)))).toList();
        if (looks.size() > 1) {
            blocks.add(section(text -> text.blockId(AS.actionId()).text(markdownText("As it is seen by"))
                    .accessory(staticSelect(select -> select.actionId(AS.actionId()).options(options)
                            .initialOption(options.get(looks.indexOf(chosen)))))));
        } else {
            blocks.add(TextBlocks.small(AS.actionId(), "As " + Quoted.line(label(chosen), 150) + " will see it"));
        }
        blocks.add(divider());
        blocks.addAll(pretend(message.blocks()));
        blocks.add(divider());
        blocks.add(actions(row -> row.blockId(TEST.actionId())
                .elements(List.of(TEST.button("Send this to me as a test", Claim.of(release, chosen))))));
        return View.builder().type("modal").callbackId("release.preview")
                .title(viewTitle(t -> t.type("plain_text").text("Preview")))
                .close(viewClose(c -> c.type("plain_text").text("Back"))).blocks(blocks).build();
    }

    private static String label(Look look) {
        String count = look.channels() == 0 ? "" : " (" + ReleasePage.channels(look.channels()) + ")";
        return Mrkdwn.cut(look.name(), OPTION - count.length()) + count;
    }

    /** The same message, marked as a test, whose buttons do nothing. */
    static Message test(Release release, Look look, Message message) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(TextBlocks.small("release.test", ":test_tube: *A test*, seen by you alone. This is how "
                + Quoted.line(label(look), 150) + " will see it. Its buttons do nothing."));
        blocks.addAll(pretend(message.blocks()));
        return new Message("A test: " + ReleaseCard.summary(release), blocks);
    }

    private static List<LayoutBlock> pretend(List<LayoutBlock> blocks) {
        List<LayoutBlock> shown = new ArrayList<>();
        int row = 0;
        for (LayoutBlock block : blocks) {
            if (block instanceof ActionsBlock buttons) {
                shown.add(pretend(buttons, row++));
            } else {
                shown.add(block);
            }
        }
        return shown;
    }

    private static LayoutBlock pretend(ActionsBlock buttons, int row) {
        List<BlockElement> elements = new ArrayList<>();
        for (BlockElement element : buttons.getElements()) {
            if (element instanceof ButtonElement real) {
                String id = PRETEND + "#" + row + "-" + elements.size();
                elements.add(button(b -> b.actionId(id).text(real.getText()).style(real.getStyle())));
            }
        }
        return actions(all -> all.blockId(PRETEND + row).elements(elements));
    }
}
