package dev.steward.release;

import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.plainTextInput;
import static com.slack.api.model.view.Views.view;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;
import static com.slack.api.model.view.Views.viewTitle;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.delivery.Cards;
import dev.steward.slack.Access;
import dev.steward.slack.Claims;
import dev.steward.slack.PlainWords;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.Members;
import dev.steward.workspace.WorkspaceId;

/** What the second person does. A button says which release it shows, in which version, and no more. */
@Component
class SecondActions implements SlackFeature {
    private static final String REASON = "release.second.reason";
    private static final int LONGEST = 3_000;
    private static final String GONE = "There is no such release here any more.";
    private static final String CHANGED = "It was changed a moment ago. Please look at it again.";

    private final ChangeRelease changes;
    private final Releases releases;
    private final Cards cards;
    private final Members members;
    private final TransactionTemplate transaction;

    SecondActions(ChangeRelease changes, Releases releases, Cards cards, Members members,
            TransactionTemplate transaction) {
        this.changes = changes;
        this.releases = releases;
        this.cards = cards;
        this.members = members;
        this.transaction = transaction;
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route.Action(SecondCard.AGREE, Access.MEMBERS, this::agree),
                new Route.Action(SecondCard.SEND_BACK, Access.MEMBERS, this::sendBack),
                new Route.Submission(REASON, Access.MEMBERS, this::sentBack));
    }

    /** What a button shows: claims. */
    private record Claim(ReleaseId release, long version) {
        static Optional<Claim> read(@Nullable String value) {
            String[] parts = value == null ? new String[0] : value.split(" ");
            try {
                return parts.length == 2
                        ? Optional.of(new Claim(new ReleaseId(UUID.fromString(parts[0])), Long.parseLong(parts[1])))
                        : Optional.empty();
            } catch (IllegalArgumentException foreign) {
                return Optional.empty();
            }
        }
    }

    private Reply agree(ActionRequest press) {
        Optional<Claim> claim = Claim.read(press.value());
        if (claim.isEmpty()) {
            return Reply.says(GONE);
        }
        try {
            changes.change(press.actor().workspace(), claim.get().release(), (release, around) -> {
                if (release.waitsForSecond() && release.version() != claim.get().version()) {
                    throw new Refused(CHANGED);
                }
                release.agree(press.actor().user(), around.reach(release.content()), around.wide(), around.now());
            });
            return Reply.done();
        } catch (Refused refused) {
            touch(press.actor().workspace(), claim.get().release());
            return Reply.says(refused.sentence());
        }
    }

    private Reply sendBack(ActionRequest press) {
        Optional<Claim> claim = Claim.read(press.value());
        Optional<Release> found = claim.flatMap(each -> releases.find(press.actor().workspace(), each.release()));
        if (claim.isEmpty() || found.isEmpty()) {
            return Reply.says(GONE);
        }
        return changes.refusal(press.actor().workspace(), claim.get().release(),
                (release, around) -> release.sendBack(press.actor().user(), "?", around.now()))
                .map(why -> {
                    touch(press.actor().workspace(), claim.get().release());
                    return Reply.says(why);
                })
                .orElseGet(() -> Reply.opens(view(v -> v.type("modal").callbackId(REASON)
                        .privateMetadata(claim.get().release().toString())
                        .title(viewTitle(t -> t.type("plain_text").text("Send it back")))
                        .submit(viewSubmit(s -> s.type("plain_text").text("Send back")))
                        .close(viewClose(c -> c.type("plain_text").text("Cancel")))
                        .blocks(List.of(
                                TextBlocks.section("release.second.what", ReleaseCard.summary(found.get())),
                                input(field -> field.blockId(REASON).label(plainText("What should change?"))
                                        .hint(plainText("It becomes a draft again, and its owner reads this."))
                                        .element(plainTextInput(text -> text.actionId(REASON).multiline(true)
                                                .maxLength(LONGEST)))))))));
    }

    private Reply sentBack(SubmissionRequest sent) {
        String words = sent.values().value(REASON);
        Optional<ReleaseId> release = Claims.id(sent.privateMetadata()).map(ReleaseId::new);
        if (release.isEmpty()) {
            return Reply.refuses(REASON, GONE);
        }
        try {
            changes.change(sent.actor().workspace(), release.get(),
                    (now, around) -> now.sendBack(sent.actor().user(), words == null ? "" : words.strip(),
                            around.now()));
            return Reply.done();
        } catch (Refused refused) {
            return Reply.refuses(REASON,
                    PlainWords.of(refused.sentence(), user -> members.find(sent.actor().workspace(), user)));
        }
    }

    /** A button that cannot be pressed any more may stand on a card that missed something. */
    private void touch(WorkspaceId workspace, ReleaseId release) {
        transaction.executeWithoutResult(status -> cards.changed(workspace, AskSecond.NAME, release.value()));
    }
}
