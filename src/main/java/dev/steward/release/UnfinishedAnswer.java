package dev.steward.release;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.button;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.slack.api.model.block.LayoutBlock;
import org.jspecify.annotations.Nullable;

import dev.steward.release.Writings.Writing;
import dev.steward.slack.Codec;
import dev.steward.slack.Message;
import dev.steward.slack.Phrases;
import dev.steward.slack.Press;
import dev.steward.slack.Quoted;
import dev.steward.slack.TextBlocks;

/** What somebody has begun and not finished: to go on with, to look at, or to throw away. */
final class UnfinishedAnswer {
    static final Press<UUID> GO_ON = Press.of("release.drafts.go-on", IdCodecs.ID);
    static final Press<CopyAsShown> THROW_AWAY = Press.of("release.drafts.throw-away", CopyAsShown.CODEC);
    static final String NEW = "release.drafts.new";

    private UnfinishedAnswer() {}

    /** A working copy as it was shown. @param savedAt in microseconds since 1970; 0 where an older button did not say */
    record CopyAsShown(UUID writing, long savedAt) {
        static final Codec<CopyAsShown> CODEC = Codec.of(copy -> List.of(copy.writing(), copy.savedAt()),
                in -> new CopyAsShown(in.id(), in.numberOr(0)));

        static CopyAsShown of(Writing writing) {
            return new CopyAsShown(writing.id(), Codec.word(writing.savedAt()));
        }
    }

    /**
     * @param said     a sentence on top, mrkdwn; null for none
     * @param begun    working copies
     * @param releases those that are edited in them
     * @param drafts   releases that are drafts
     */
    static Message of(@Nullable String said, List<Writing> begun, Map<ReleaseId, Release> releases,
            List<Release> drafts) {
        List<LayoutBlock> blocks = new ArrayList<>();
        if (begun.isEmpty() && drafts.isEmpty()) {
            return Message.of((said == null ? "" : said + "\n") + "You have no drafts. `/release` begins one.");
        }
        if (said != null) {
            blocks.add(TextBlocks.section("release.drafts.said", said));
        }
        for (Writing writing : begun) {
            String id = writing.id().toString();
            blocks.add(TextBlocks.section("release.drafts." + id, name(writing, releases) + "\n_Not saved yet_  ·  "
                    + "written " + Phrases.time(writing.savedAt())));
            blocks.add(actions(row -> row.blockId("release.drafts.do." + id).elements(List.of(
                    GO_ON.numbered(id).primary("Go on", writing.id()),
                    THROW_AWAY.numbered(id).button("Throw away", CopyAsShown.of(writing))))));
        }
        for (Release draft : drafts) {
            String id = draft.facts().id().toString();
            blocks.add(TextBlocks.section("release.drafts." + id, "*" + draft.facts().reference() + "* "
                    + Quoted.line(draft.content().name(), 300) + "\nA draft  ·  begun "
                    + Phrases.time(draft.facts().draftedAt())));
            blocks.add(actions(row -> row.blockId("release.drafts.do." + id).elements(List.of(
                    ReleasePage.OPEN.numbered(id).button("Open", draft.facts().id())))));
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
