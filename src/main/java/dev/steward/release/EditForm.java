package dev.steward.release;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;
import static com.slack.api.model.view.Views.viewTitle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.release.WriteRelease.Outcome;
import dev.steward.slack.Phrases;
import dev.steward.slack.Press;
import dev.steward.slack.Quoted;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.ChannelId;

/** Says whom an edit reaches that goes to more channels than before or makes a release public, and asks once more. */
final class EditForm {
    static final String CALLBACK = "release.edit";
    /** Back to the fields, which hold what was written. */
    static final Press<EditAsShown> BACK = Press.of("release.edit.back", EditAsShown.CODEC);

    private EditForm() {}

    /** @param check what there is to know of where it goes */
    static View view(Outcome.Looks looks, Map<AudienceId, Audience> audiences, ReachCheck check) {
        Release release = looks.release();
        List<LayoutBlock> blocks = new ArrayList<>();
        if (looks.notice() != null) {
            blocks.add(TextBlocks.section("release.edit.notice", looks.notice()));
        }
        blocks.add(TextBlocks.section("release.edit.what", "*" + release.facts().reference() + "* "
                + Quoted.line(looks.content().name(), 600) + what(looks)));
        blocks.add(TextBlocks.section("release.edit.public", PublicLine.of(looks.content(), release.state())
                .orElse("It is *not public*: it is not on the changelog.")));
        PlanForm.check(blocks, check);
        PlanForm.where(blocks, looks.reach(), audiences);
        blocks.add(actions(row -> row.blockId("release.edit.do")
                .elements(List.of(BACK.button("Back to the form", looks.shown())))));
        var view = View.builder().type("modal").callbackId(CALLBACK)
                .privateMetadata(EditAsShown.CODEC.encode(looks.shown()))
                .title(viewTitle(t -> t.type("plain_text").text("Save the edit")))
                .close(viewClose(c -> c.type("plain_text").text("Close"))).blocks(blocks);
        String submit = looks.content().changelog() ? "Save, also public" : "Save";
        return check.refusal().isEmpty()
                ? view.submit(viewSubmit(s -> s.type("plain_text").text(submit))).build()
                : view.build();
    }

    private static String what(Outcome.Looks looks) {
        boolean out = looks.release().state() == State.PUBLISHED;
        List<String> lines = new ArrayList<>();
        if (looks.fresh().size() > 0) {
            String links = Phrases.and(Phrases.few(
                    looks.fresh().channels().keySet().stream().map(ChannelId::link).toList()));
            lines.add((out ? "When you save, it goes out to *" : "When it goes out, it goes to *")
                    + ReleasePage.channels(looks.fresh().size()) + "* more than before: " + links + ".");
        }
        if (looks.content().changelog() && !looks.release().content().changelog()) {
            lines.add(out ? "When you save, it *becomes public*." : "When it goes out, it *becomes public*.");
        }
        if (out) {
            lines.add("Every other copy is brought up to date.");
        }
        return "\n" + String.join(" ", lines);
    }

    /** What they saw: a claim. Null for what is none of this form. */
    static @Nullable EditAsShown read(SubmissionRequest sent) {
        return EditAsShown.CODEC.read(sent.privateMetadata()).orElse(null);
    }
}
