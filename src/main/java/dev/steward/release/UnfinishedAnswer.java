package dev.steward.release;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.button;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.slack.api.model.block.LayoutBlock;

import dev.steward.release.Writings.Writing;
import dev.steward.slack.Message;
import dev.steward.slack.Phrases;
import dev.steward.slack.Quoted;
import dev.steward.slack.TextBlocks;

/** What somebody has begun and not finished: to go on with, to look at, or to throw away. */
final class UnfinishedAnswer {
    static final String GO_ON = "release.drafts.go-on";
    static final String THROW_AWAY = "release.drafts.throw-away";
    static final String NEW = "release.drafts.new";

    private UnfinishedAnswer() {}

    /**
     * @param begun    working copies
     * @param releases those that are edited in them
     * @param drafts   releases that are drafts
     */
    static Message of(List<Writing> begun, Map<ReleaseId, Release> releases, List<Release> drafts) {
        List<LayoutBlock> blocks = new ArrayList<>();
        if (begun.isEmpty() && drafts.isEmpty()) {
            return Message.of("You have no drafts. `/release` begins one.");
        }
        for (Writing writing : begun) {
            String id = writing.id().toString();
            blocks.add(TextBlocks.section("release.drafts." + id, name(writing, releases) + "\n_Not saved yet_  ·  "
                    + "written " + Phrases.time(writing.savedAt())));
            blocks.add(actions(row -> row.blockId("release.drafts.do." + id).elements(List.of(
                    button(b -> b.actionId(GO_ON + "#" + id).value(id).style("primary").text(plainText("Go on"))),
                    button(b -> b.actionId(THROW_AWAY + "#" + id).value(id).text(plainText("Throw away")))))));
        }
        for (Release draft : drafts) {
            String id = draft.facts().id().toString();
            blocks.add(TextBlocks.section("release.drafts." + id, "*" + draft.facts().reference() + "* "
                    + Quoted.line(draft.content().name(), 300) + "\nA draft  ·  begun "
                    + Phrases.time(draft.facts().draftedAt())));
            blocks.add(actions(row -> row.blockId("release.drafts.do." + id).elements(List.of(
                    button(b -> b.actionId(ReleaseActions.OPEN + "#" + id).value(id).text(plainText("Open")))))));
        }
        blocks.add(actions(row -> row.blockId("release.drafts.new").elements(List.of(
                button(b -> b.actionId(NEW).text(plainText("Start a new one")))))));
        int all = begun.size() + drafts.size();
        return new Message(all == 1 ? "You have one unfinished release." : "You have " + all + " unfinished releases.",
                blocks);
    }

    private static String name(Writing writing, Map<ReleaseId, Release> releases) {
        String title = writing.written().text(Field.TITLE);
        String shown = title.isEmpty() ? "_Untitled_" : Quoted.line(title, 300);
        Release release = writing.release() == null ? null : releases.get(writing.release());
        return (release == null ? "*New*  " : "*" + release.facts().reference() + "* ") + shown;
    }
}
